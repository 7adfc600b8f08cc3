from django.urls import path

from portal.moderation.views.correct import correct
from portal.moderation.views.figures import figures, figures_csv
from portal.moderation.views.follow import decision, follow, suspended
from portal.moderation.views.hidden import hidden
from portal.moderation.views.report import report

app_name = "moderation"
urlpatterns = [
    path("signaler/suivi/<str:token>/", follow, name="follow"),
    path("signaler/<slug:key>/<int:pk>/", report, name="report"),
    path("corriger/<path:page>", correct, name="correct"),
    path("masque/<str:token>/", hidden, name="hidden"),
    path("moderation/chiffres/", figures, name="figures"),
    path("moderation/chiffres/<int:year>/", figures, name="figures_year"),
    path("moderation/chiffres/<int:year>.csv", figures_csv, name="figures_csv"),
    path("decision/<str:token>/", decision, name="decision"),
    path("compte-en-pause/", suspended, name="suspended"),
]
