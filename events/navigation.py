"""This floor's section of the site."""

from django.utils.translation import gettext_lazy as _

from portal.shell.navigation import Section, register

register(Section(50, _("Rencontres"), "events:meetups", "calendar", ("/festivals/",)))
