"""What exists in one language only: addresses for machines, and the bench of those who build."""

from django.urls import path

from portal.operations.views import machines as operations
from portal.shell.views import gallery, machines, pages

app_name = "backstage"
urlpatterns = [
    path("composants/", gallery.gallery, name="gallery"),
    path("sortie/", pages.leave, name="leave"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("metrics", operations.metrics, name="metrics"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
]
