"""This floor's sections of the site."""

from django.utils.translation import gettext_lazy as _

from portal.shell.navigation import Section, register

register(Section(10, _("Métiers"), "careers:roles", "book-open", ("/parcours/",)))
register(Section(30, _("Stages"), "careers:internships", "clapperboard"))
register(Section(60, _("Ressources"), "careers:library", "library", ("/faq/",)))
