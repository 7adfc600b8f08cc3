from django.urls import path

from careers.views import (
    faq,
    glossary,
    internships,
    legal,
    organisations,
    roles,
    sheets,
    useful,
    writing,
)

app_name = "careers"
urlpatterns = [
    path("metiers/", roles.roles, name="roles"),
    path("metiers/tableau/", roles.role_table, name="role_table"),
    path("metiers/<slug:slug>/", roles.role, name="role"),
    path("stages/", internships.internships, name="internships"),
    path("stages/publier/", writing.create, name="internship_create"),
    path("stages/<int:pk>/modifier/", writing.edit, name="internship_edit"),
    path("stages/<int:pk>/envoyer/", writing.submit, name="internship_submit"),
    path("stages/<int:pk>/retirer/", writing.withdraw, name="internship_withdraw"),
    path("stages/<int:pk>/supprimer/", writing.delete, name="internship_delete"),
    path("stages/<int:pk>-<slug:slug>/", internships.internship, name="internship"),
    path("ressources/chiffres/", legal.figures, name="legal_figures"),
    path("structures/creer/", organisations.create, name="organisation_create"),
    path("structures/<slug:slug>/", organisations.organisation, name="organisation"),
    path("structures/<slug:slug>/modifier/", organisations.edit, name="organisation_edit"),
    path("faq/", faq.faq, name="faq"),
    path("utile/<slug:kind>/<slug:slug>/", useful.useful, name="useful"),
    path("ressources/lexique/", glossary.glossary, name="glossary"),
    path("ressources/lexique/<slug:slug>/", glossary.term, name="term"),
    path("ressources/fiches/", sheets.sheet_list, name="sheets"),
    path("ressources/fiches/<slug:slug>/", sheets.sheet, name="sheet"),
]
