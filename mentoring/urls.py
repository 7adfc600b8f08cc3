"""The addresses of this floor: members, cards, mentoring."""

from django.urls import path

from mentoring.views import (
    cards,
    cards_public,
    directory,
    mentors,
    mentorships,
    portfolio,
    profile,
    welcome,
)

app_name = "mentoring"
urlpatterns = [
    path("membres/", directory.directory, name="directory"),
    path("membres/moi/", profile.my_page, name="my_page"),
    path("membres/moi/photo/", profile.photo_edit, name="photo_edit"),
    path("membres/moi/portfolio/", portfolio.portfolio, name="portfolio"),
    path("membres/moi/portfolio/ajouter/<slug:kind>/", portfolio.add, name="portfolio_add"),
    path("membres/moi/portfolio/<int:pk>/", portfolio.edit, name="portfolio_edit"),
    path("membres/moi/portfolio/<int:pk>/deplacer/", portfolio.move, name="portfolio_move"),
    path("membres/moi/portfolio/<int:pk>/retirer/", portfolio.delete, name="portfolio_delete"),
    path("membres/moi/modifier/<slug:part>/", profile.edit, name="profile_edit"),
    path("membres/<slug:handle>/", profile.member, name="member"),
    path("membres/<slug:handle>/photo/", profile.photo, name="photo"),
    path(
        "membres/<slug:handle>/portfolio/<int:pk>/",
        portfolio.portfolio_file,
        name="portfolio_file",
    ),
    path("mon-espace/bienvenue/<int:step>/", welcome.welcome, name="welcome"),
    path("mon-espace/bienvenue/fin/", welcome.welcome_end, name="welcome_end"),
    path("mes-cartes/", cards.cards, name="cards"),
    path("mes-cartes/nouvelle/", cards.create, name="card_create"),
    path("mes-cartes/<int:pk>/", cards.card, name="card"),
    path("mes-cartes/<int:pk>/modifier/", cards.edit, name="card_edit"),
    path("mes-cartes/<int:pk>/imprimer/", cards.card_print, name="card_print"),
    path("mes-cartes/<int:pk>/revoquer/", cards.revoke, name="card_revoke"),
    path("carte/<slug:token>/", cards_public.card_public, name="card_public"),
    path("carte/<slug:token>.vcf", cards_public.card_vcf, name="card_vcf"),
    path("carte/<slug:token>/signaler/", cards_public.card_report, name="card_report"),
    path("membres/<slug:handle>.vcf", cards_public.member_vcf, name="member_vcf"),
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
