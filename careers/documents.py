"""How each thing of this floor reads in the search: its names, its text, where it stands."""

from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.text import slugify

from careers import geography, markdown
from careers.enums import Domain
from careers.library import Entry
from careers.models import (
    Aid,
    Association,
    Internship,
    Organisation,
    Question,
    Role,
    School,
    Term,
)
from careers.sheets import Sheet
from portal.search import registry
from portal.search.registry import Document
from portal.shell import languages


def lines(*parts: Any) -> str:
    """The parts of a text that say something, one a line."""
    return "\n".join(str(part) for part in parts if part)


def one_line(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def regions(*names: str) -> list[str]:
    """Regions by name, as the index knows them."""
    return [slugify(name) for name in names if name]


def reading(text: str) -> str:
    """A text in Markdown as one reads it."""
    return unescape(strip_tags(markdown.render(text).html))


def role(guide: Role) -> Document:
    steps = [step["text"] for step in guide.typical_day]
    sides = [side["text"] for side in guide.hard_sides]
    told = lines(guide.description, *guide.mission, *guide.tasks, *steps)
    return Document(
        title=guide.title,
        title_en=guide.title_en,
        url=guide.get_absolute_url(),
        names=[
            guide.title_masculine,
            guide.title_feminine,
            guide.title_en,
            *guide.aliases,
            guide.rome_code,
        ],
        text=lines(
            told,
            guide.department.label,
            guide.department.label_en,
            guide.entry_path,
            *guide.ways_in,
            *sides,
            guide.note,
            guide.streaming,
            guide.ai,
            guide.rome_label,
            guide.esco_label,
            guide.agreement_function,
        ),
        excerpt=told,
        line=guide.department.label,
        line_en=guide.department.label_en,
        departments=[guide.department.slug],
        all_first=True,
        place=guide.department.position * 1000 + guide.rank,
    )


def term(word: Term) -> Document:
    return Document(
        title=word.label,
        title_en=word.label_en,
        url=word.get_absolute_url(),
        names=[word.label_en, *word.variants],
        text=word.definition,
        departments=word.departments,
        place=registry.by_title(word.label),
    )


def sheet(one: Sheet) -> Document:
    return Document(
        title=one.title,
        url=one.get_absolute_url(),
        text=lines(one.summary, reading(one.body), one.theme.label),
        line=str(one.theme.label),
        place=registry.by_title(one.title),
    )


def question(asked: Question) -> Document:
    return Document(
        title=asked.question,
        url=asked.get_absolute_url(),
        text=reading(asked.answer),
        line=asked.get_theme_display(),
        place=asked.position,
    )


def page(entry: Entry) -> Document:
    with translation.override(languages.ENGLISH):
        title_en, text_en, line_en = str(entry.label), str(entry.text), str(entry.need.label)
    return Document(
        title=str(entry.label),
        title_en=title_en,
        url=reverse(entry.view),
        names=[title_en, *entry.also],
        text=lines(entry.text, text_en),
        excerpt=str(entry.text),
        line_en=line_en,
        line=str(entry.need.label),
        place=entry.position,
    )


def school(one: School) -> Document:
    labels = [Domain(value).label for value in one.domains if value in Domain.values]
    return Document(
        title=one.name,
        url=one.get_absolute_url(),
        names=[one.short_name],
        text=lines(one.note, one.admission, one.diploma, one.city, one.region, *labels, "school"),
        line=one_line(one.city, one.get_status_display()),
        departments=one.departments,
        regions=regions(one.region),
        place=registry.by_title(one.name),
    )


def aid(one: Aid) -> Document:
    return Document(
        title=one.name,
        url=one.get_absolute_url(),
        text=lines(
            one.summary,
            one.conditions,
            one.amount,
            one.provider,
            one.region,
            one.get_kind_display(),
            one.get_phase_display(),
            *one.beneficiaries,
            *one.audience_labels,
        ),
        excerpt=lines(one.summary, one.conditions),
        line=one_line(one.provider, one.get_phase_display()),
        regions=regions(one.region),
        place=registry.by_title(one.name),
    )


def association(one: Association) -> Document:
    return Document(
        title=one.name,
        url=one.get_absolute_url(),
        names=[one.acronym] if one.acronym else [],
        text=lines(one.purpose, one.newcomer_use, one.membership, one.get_kind_display()),
        line=one_line(one.acronym, one.get_kind_display()),
        departments=one.departments,
        place=registry.by_title(one.name),
    )


def internship(listing: Internship) -> Document:
    trade = listing.role
    # What is published is complete.
    assert trade is not None
    assert listing.apply_by is not None
    over = datetime.combine(listing.apply_by + timedelta(days=1), time())
    return Document(
        title=listing.title,
        url=listing.get_absolute_url(),
        text=lines(
            listing.missions,
            listing.learning,
            listing.city,
            listing.region,
            listing.organisation.name,
            trade.title,
            trade.title_en,
            *trade.aliases,
            trade.department.label,
            "stage",
            "internship",
        ),
        excerpt=lines(listing.missions, listing.learning),
        line=one_line(trade.department.label, listing.city, listing.organisation.name),
        departments=[trade.department.slug],
        regions=regions(listing.region),
        until=timezone.make_aware(over),
        place=registry.newest_first(listing.published_at),
    )


def organisation(host: Organisation) -> Document:
    return Document(
        title=host.name,
        url=host.get_absolute_url(),
        text=lines(host.description, host.get_kind_display(), host.city, host.region),
        excerpt=host.description,
        line=one_line(host.get_kind_display(), host.city),
        regions=regions(geography.region_of(host.departement)),
        place=registry.by_title(host.name),
    )
