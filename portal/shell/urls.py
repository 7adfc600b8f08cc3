from django.conf import settings
from django.urls import path

from portal.shell.views import legal, mailbox, pages, rules

app_name = "shell"
urlpatterns = [
    path("", pages.home, name="home"),
    path("mon-espace/", pages.dashboard, name="dashboard"),
    path("conditions/", pages.terms, name="terms"),
    path("confidentialite/", pages.privacy, name="privacy"),
    path("mentions-legales/", legal.notice, name="legal"),
    path("nous-ecrire/", legal.contact_points, name="contact_points"),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("regles/", rules.rules, name="rules"),
    path("regles/<str:version>/", rules.rules_edition, name="rules_edition"),
    path("engagement/", rules.pledge, name="pledge"),
    path("aide/", pages.help_now, name="help"),
    path("aide/hors-ligne.js", pages.help_worker, name="help_worker"),
]
if settings.DEBUG:
    urlpatterns.append(path("courriels/", mailbox.mailbox, name="mailbox"))
