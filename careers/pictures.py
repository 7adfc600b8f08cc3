"""What has a picture on this floor (portal/shell/opengraph.py)."""

from django.utils.translation import gettext as _

from careers import sheets
from careers.models import Internship, Role, School, Term
from portal.shell import opengraph
from portal.shell.opengraph import Picture


def role(slug: str) -> Picture | None:
    found = Role.objects.select_related("department").filter(slug=slug).first()
    if found is None:
        return None
    kicker = f"{_('Métiers')} · {found.department.label}"
    return Picture(title=found.title, kicker=kicker, department=found.department.slug)


def sheet(slug: str) -> Picture | None:
    found = sheets.get(slug)
    return Picture(title=found.title, kicker=str(found.theme.label)) if found else None


def term(slug: str) -> Picture | None:
    found = Term.objects.filter(slug=slug).first()
    if found is None:
        return None
    own = found.departments[0] if len(found.departments) == 1 else ""
    return Picture(title=found.label, kicker=_("Lexique"), department=own)


def school(slug: str) -> Picture | None:
    found = School.objects.listed().filter(slug=slug).first()
    return Picture(title=found.name, kicker=f"{_('Écoles')} · {found.city}") if found else None


def internship(slug: str) -> Picture | None:
    """By number; only what is published and still open."""
    if not slug.isascii() or not slug.isdigit() or len(slug) > 18:
        return None
    found = Internship.objects.open().with_strip().filter(pk=int(slug)).first()
    if found is None:
        return None
    department = found.role.department if found.role else None
    kicker = f"{department.label} · {found.city}" if department else found.city
    return Picture(
        title=found.title, kicker=kicker, department=department.slug if department else ""
    )


for _kind, _find in {
    "metier": role, "fiche": sheet, "terme": term, "ecole": school, "stage": internship,
}.items():  # fmt: skip
    opengraph.register(_kind, _find)
