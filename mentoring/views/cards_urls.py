from django.urls import path

from mentoring.views import cards, cards_public

urlpatterns = [
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
]
