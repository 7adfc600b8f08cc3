"""This floor's sections of the site."""

from django.utils.translation import gettext_lazy as _

from portal.shell.navigation import Section, register

MEMBERS = ("/membres/", "/contacts/", "/mes-cartes/")
register(Section(40, _("Mentorat"), "mentoring:mentors", "handshake", MEMBERS))
