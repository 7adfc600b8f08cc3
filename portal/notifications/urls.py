from django.urls import path

from portal.notifications.views import choices, inbox, stop

app_name = "notifications"
urlpatterns = [
    path("notifications/", inbox.inbox, name="inbox"),
    path("notifications/tout-lu/", inbox.read_all, name="read_all"),
    path("notifications/courriels/", choices.choices, name="choices"),
    path("notifications/<int:pk>/ouvrir/", inbox.open_one, name="open"),
    path("courriels/stop/<str:token>/", stop.stop, name="stop"),
]
