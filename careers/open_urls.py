"""The files of this floor for other sites and machines; they have no language."""

from django.urls import path

from careers.views import open_data

app_name = "open_library"
urlpatterns = [
    path("donnees/<slug:slug>.<slug:form>", open_data.dataset, name="dataset"),
    path("ressources/fiches/flux.atom", open_data.sheet_feed, name="sheet_feed"),
]
