"""The public pages of this floor."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from careers import sheets
from careers.models import Aid, Association, Internship, Organisation, Role, School, Term
from portal.shell.sitemaps import Page, named, register


def checked(rows: Callable[[], Any]) -> Callable[[], Iterator[Page]]:
    """The pages of reference records, last changed the day they were checked."""
    return lambda: (Page(one.get_absolute_url, one.checked_on) for one in rows())


def internships() -> Iterator[Page]:
    """What is published and still open, and nothing else (RELIABILITY T37)."""
    found = Internship.objects.open().only("title", "published_at").order_by("-pk")
    for one in found[:20_000]:
        yield Page(one.get_absolute_url, one.published_at)


def organisations() -> Iterator[Page]:
    """Those with an internship open now."""
    opened = Internship.objects.open().filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(opened)).only("slug").order_by("-pk")
    for one in found[:20_000]:
        yield Page(one.get_absolute_url)


register("metiers", checked(Role.objects.order_by("slug").all))
register("ecoles", checked(School.objects.listed().order_by("slug").all))
register("aides", checked(Aid.objects.listed().order_by("slug").all))
register("associations", checked(Association.objects.listed().order_by("slug").all))
register("lexique", checked(Term.objects.order_by("slug").all))
register("fiches", checked(sheets.all_sheets))
register("stages", internships)
register("structures", organisations)
register(
    "rubriques",
    named(
        "careers:roles",
        "careers:role_table",
        "careers:paths",
        "careers:tastes",
        "careers:internships",
        "careers:legal_figures",
        "careers:internship_figures",
        "careers:allowance",
        "careers:faq",
        "careers:glossary",
        "careers:sheets",
        "careers:library",
        "careers:schools",
        "careers:aids",
        "careers:associations",
        "careers:rights",
        "careers:funding",
        "careers:need_a_school",
        "careers:no_school",
        "careers:call_kit",
        "careers:hours_calculator",
        "careers:volunteering",
        "careers:sample_call_sheet",
        "careers:sample_budget",
        "careers:downloads",
        "careers:open_data",
    ),
)
