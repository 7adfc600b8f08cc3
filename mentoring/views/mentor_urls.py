from django.urls import path

from mentoring.views import mentors, mentorships

urlpatterns = [
    path("mentorat/", mentors.mentors, name="mentors"),
    path("mentorat/charte/", mentors.charter, name="charter"),
    path("mentorat/mon-offre/", mentors.offer_edit, name="offer_edit"),
    path("mentorat/mon-offre/envoyer/", mentors.offer_submit, name="offer_submit"),
    path("mentorat/mon-offre/pause/", mentors.offer_pause, name="offer_pause"),
    path("mentorat/mon-offre/places/", mentors.offer_capacity, name="offer_capacity"),
    path("mentorat/mon-offre/retirer/", mentors.offer_withdraw, name="offer_withdraw"),
    path("mentorat/offres/<int:pk>/", mentors.offer, name="offer"),
    path("mentorat/offres/<int:pk>/demander/", mentors.ask, name="ask"),
    path("mentorat/demandes/<int:pk>/", mentors.mentoring_request, name="request"),
    path("mentorat/suivis/<int:pk>/", mentorships.mentorship, name="mentorship"),
    path("mentorat/suivis/<int:pk>/cadre/", mentorships.frame, name="frame"),
    path("mentorat/suivis/<int:pk>/signer/", mentorships.sign, name="sign"),
    path("mentorat/suivis/<int:pk>/buts/", mentorships.add_goal, name="goal_add"),
    path("mentorat/suivis/<int:pk>/buts/<int:goal>/", mentorships.goal_done, name="goal_done"),
    path("mentorat/suivis/<int:pk>/notes/", mentorships.add_note, name="note_add"),
    path("mentorat/suivis/<int:pk>/merci/", mentorships.add_thanks, name="thanks_add"),
    path("mentorat/suivis/<int:pk>/rendez-vous/", mentorships.add_meeting, name="meeting_add"),
    path("mentorat/suivis/<int:pk>/terminer/", mentorships.end, name="mentorship_end"),
    path(
        "mentorat/rendez-vous/<int:pk>/annuler/", mentorships.cancel_meeting, name="meeting_cancel"
    ),
    path("mentorat/rendez-vous/<int:pk>.ics", mentorships.meeting_ics, name="meeting_ics"),
]
