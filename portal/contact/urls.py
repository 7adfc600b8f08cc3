from django.urls import path

from portal.contact.views import blocking, inbox, requests, threads, write

app_name = "contact"
urlpatterns = [
    path("contacts/", inbox.inbox, name="inbox"),
    path("contacts/ecrire/<int:pk>/", write.write, name="write"),
    path("contacts/demandes/<int:pk>/", requests.show, name="request"),
    path("contacts/demandes/<int:pk>/accepter/", requests.accept, name="accept"),
    path("contacts/demandes/<int:pk>/decliner/", requests.decline, name="decline"),
    path("contacts/demandes/<int:pk>/retirer/", requests.withdraw, name="withdraw"),
    path("contacts/fils/<int:pk>/", threads.thread, name="thread"),
    path("contacts/fils/<int:pk>/lu/", threads.read, name="read"),
    path("contacts/fils/<int:pk>/quitter/", threads.leave, name="leave"),
    path("contacts/blocages/", blocking.blocked, name="blocks"),
    path("contacts/bloquer/<int:pk>/", blocking.block, name="block"),
    path("contacts/debloquer/<int:pk>/", blocking.unblock, name="unblock"),
]
