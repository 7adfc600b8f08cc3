"""Addresses that other sites and machines read; they have no language."""

from django.urls import path

from portal.shell.views import open_data

app_name = "open"
urlpatterns = [
    path("sitemap.xml", open_data.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", open_data.sitemap, name="sitemap"),
    path("apercu/<slug:kind>/<slug:slug>.png", open_data.picture, name="picture"),
]
