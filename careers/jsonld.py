"""What this floor holds, as schema.org knows it: occupations, jobs, terms, questions, schools..."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, linebreaks

from careers import towns
from careers.enums import InternshipKind
from careers.models import Internship, Question, Role, School, Term
from careers.sheets import Sheet

Data = dict[str, Any]
FRANCE: Data = {"@type": "Country", "name": "France"}


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def publisher() -> Data:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL}


def occupation(role: Role) -> Data:
    """A role: its names, tasks and skills, and its codes in ROME and ESCO.

    No pay: the project publishes none that it has not verified.
    """
    codes = []
    if role.rome_code:
        name = f"ROME {role.rome_version}".strip()
        codes.append(_code(role.rome_code, name, role.rome_label))
    if role.esco_uri:
        codes.append(_code(role.esco_uri, "ESCO", role.esco_label))
    names = [role.title, role.title_masculine, role.title_feminine, role.title_en, *role.aliases]
    return {
        "@type": "Occupation",
        "name": role.name,
        "alternateName": [name for name in dict.fromkeys(names) if name != role.name],
        "description": role.description,
        "responsibilities": list(role.tasks),
        "skills": [link.skill.label for link in role.role_skills.all()],
        "qualifications": role.entry_path,
        "occupationLocation": [FRANCE],
        "occupationalCategory": codes,
        "mainEntityOfPage": address(role.get_absolute_url()),
    }


# Only an internship is one; an immersion and a civic service are no employment at all.
EMPLOYMENT: dict[str, list[str]] = {
    InternshipKind.STAGE: ["INTERN"],
    InternshipKind.CDDU: ["TEMPORARY"],
    InternshipKind.ALTERNANCE: ["FULL_TIME", "TEMPORARY"],
}


def job_posting(listing: Internship) -> Data:
    """An open internship or first job. The hidden title of a film is not in it.

    Applications are made here (`directApply`). Its pay is that of an hour, before tax, where the
    host decides it; what the law fixes is not repeated.
    """
    where = towns.locate(listing.city, listing.departement)
    role, host = listing.role, listing.organisation
    assert role is not None
    assert listing.apply_by is not None
    closes = datetime.combine(listing.apply_by, time(23, 59, 59))
    texts = [listing.missions, listing.learning]
    return {
        "@type": "JobPosting",
        "title": listing.title,
        "description": "".join(linebreaks(escape(text)) for text in texts if text),
        "identifier": {
            "@type": "PropertyValue",
            "name": settings.SITE_NAME,
            "value": str(listing.pk),
        },
        "datePosted": timezone.localdate(listing.published_at).isoformat(),
        "validThrough": timezone.make_aware(closes).isoformat(),
        "jobStartDate": listing.starts_on and listing.starts_on.isoformat(),
        "employmentType": EMPLOYMENT.get(listing.kind),
        "totalJobOpenings": listing.places_left,
        "occupationalCategory": role.rome_code,
        "workHours": listing.hours_label,
        "hiringOrganization": {
            "@type": "Organization",
            "name": host.name,
            "sameAs": host.website or address(host.get_absolute_url()),
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": listing.city,
                "addressRegion": listing.region,
                "addressCountry": "FR",
            },
            "geo": _coordinates(*where) if where else None,
        },
        "baseSalary": _salary(listing),
        "directApply": True,
        "inLanguage": "fr",
        "url": address(listing.get_absolute_url()),
    }


def _coordinates(latitude: float, longitude: float) -> Data:
    return {
        "@type": "GeoCoordinates",
        "latitude": round(latitude, 3),
        "longitude": round(longitude, 3),
    }


def _salary(listing: Internship) -> Data | None:
    """Nothing where there is none: a search engine would read 0 as a mistake."""
    if listing.kind not in {InternshipKind.STAGE, InternshipKind.CDDU} or not listing.hourly_pay:
        return None
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {
            "@type": "QuantitativeValue",
            "value": float(listing.hourly_pay),
            "unitText": "HOUR",
        },
    }


def _code(value: str, system: str, label: str) -> Data:
    return {
        "@type": "CategoryCode",
        "codeValue": value,
        "name": label,
        "inCodeSet": {"@type": "CategoryCodeSet", "name": system},
    }


def term(term: Term) -> Data:
    """A word of the glossary."""
    return {
        "@type": "DefinedTerm",
        "name": term.label,
        "alternateName": [*term.variants, term.label_en],
        "description": term.definition,
        "termCode": term.slug,
        "url": address(term.get_absolute_url()),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": "Lexique de Premier Clap",
            "inLanguage": "fr",
            "url": address(reverse("careers:glossary")),
        },
    }


def faq(rows: Iterable[tuple[Question, str]]) -> Data:
    """The questions, each with its answer as HTML."""
    return {
        "@type": "FAQPage",
        "inLanguage": "fr",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.question,
                "url": address(question.get_absolute_url()),
                "acceptedAnswer": {"@type": "Answer", "text": str(answer)},
            }
            for question, answer in rows
        ],
    }


def school(school: School) -> Data:
    """A school: where it is and what it teaches; no fee and no date, which change each year.

    What exists all over the country (the BTS, the universities) is a course, in no town, and the
    site that tells of it is not its own.
    """
    if school.city == FRANCE["name"]:
        return {
            "@type": "EducationalOccupationalProgram",
            "name": school.name,
            "url": address(school.get_absolute_url()),
            "description": school.note,
            "educationalCredentialAwarded": school.diploma,
            "mainEntityOfPage": address(school.get_absolute_url()),
        }
    place = None
    if school.latitude is not None and school.longitude is not None:
        place = {
            "@type": "GeoCoordinates",
            "latitude": school.latitude,
            "longitude": school.longitude,
        }
    return {
        "@type": "EducationalOrganization",
        "name": school.name,
        "url": school.website or address(school.get_absolute_url()),
        "description": school.note,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": school.city,
            "addressCountry": school.country,
        },
        "geo": place,
        "mainEntityOfPage": address(school.get_absolute_url()),
    }


def article(sheet: Sheet) -> Data:
    """A practical sheet."""
    return {
        "@type": "Article",
        "headline": sheet.title,
        "description": sheet.summary,
        "inLanguage": "fr",
        "datePublished": sheet.published.isoformat(),
        "dateModified": sheet.checked_on.isoformat(),
        "author": {"@type": "Organization", "name": sheet.author},
        "publisher": publisher(),
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "mainEntityOfPage": address(sheet.get_absolute_url()),
    }
