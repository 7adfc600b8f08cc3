from django.urls import path

from portal.search.views import search

app_name = "search"
urlpatterns = [path("recherche/", search, name="search")]
