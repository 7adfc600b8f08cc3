from django.urls import path

from events.views import agenda, feed, festivals

urlpatterns = [
    path("festivals/", festivals.festivals, name="festivals"),
    path("festivals/mois/", festivals.festival_month, name="festival_month_now"),
    path("festivals/mois/<str:month>/", festivals.festival_month, name="festival_month"),
    path("festivals/<slug:slug>.ics", festivals.festival_ics, name="festival_ics"),
    path("festivals/<slug:slug>/", festivals.festival, name="festival"),
    path("agenda.ics", agenda.agenda_feed, name="agenda_feed"),
    path("mon-espace/agenda/", agenda.agenda, name="agenda"),
    path("mon-espace/agenda/creer/", agenda.agenda_create, name="agenda_create"),
    path("mon-espace/agenda/renouveler/", agenda.agenda_renew, name="agenda_renew"),
    path("mon-espace/agenda/supprimer/", agenda.agenda_delete, name="agenda_delete"),
    path("rencontres/flux.atom", feed.meetup_feed, name="meetup_feed"),
]
