"""The addresses of this floor: festivals, agenda, meetups."""

from django.urls import path

from events.views import agenda, feed, festivals, hosting, meetups, registrations

app_name = "events"
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
    path("rencontres/", meetups.meetups, name="meetups"),
    path("rencontres/passees/", meetups.meetups_past, name="meetups_past"),
    path("rencontres/les-miennes/", registrations.mine, name="meetups_mine"),
    path("rencontres/proposer/", hosting.create, name="meetup_create"),
    path("rencontres/<int:pk>/inscription/", registrations.take, name="meetup_take"),
    path("rencontres/<int:pk>/desistement/", registrations.give_back, name="meetup_give_back"),
    path("rencontres/<int:pk>/affichage/", registrations.appear, name="meetup_appear"),
    path("rencontres/<int:pk>/modifier/", hosting.edit, name="meetup_edit"),
    path("rencontres/<int:pk>/details/", hosting.details, name="meetup_details"),
    path("rencontres/<int:pk>/envoyer/", hosting.submit, name="meetup_submit"),
    path("rencontres/<int:pk>/retirer/", hosting.withdraw, name="meetup_withdraw"),
    path("rencontres/<int:pk>/supprimer/", hosting.delete, name="meetup_delete"),
    path("rencontres/<int:pk>/annuler/", hosting.cancel, name="meetup_cancel"),
    path("rencontres/<int:pk>/organiser/", hosting.hosting, name="meetup_hosting"),
    path("rencontres/<int:pk>/organiser/inviter/", hosting.invite, name="meetup_invite"),
    path("rencontres/<int:pk>/organiser/reponse/", hosting.answer, name="meetup_answer"),
    path("rencontres/<int:pk>-<slug:slug>/", meetups.meetup, name="meetup"),
    path("rencontres/<int:pk>-<slug:slug>.ics", meetups.meetup_ics, name="meetup_ics"),
]
