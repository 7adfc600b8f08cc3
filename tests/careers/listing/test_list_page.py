"""The page of the list, its feed, an internship that is over, and what machines read of one."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.enums import InternshipKind
from careers.listing import openings
from careers.listing.exposure import STEP, exposure
from careers.models import Internship, Opening
from portal.moderation.enums import State
from tests.careers.listing.factories import make_many
from tests.factories import make_department, make_internship, make_role, make_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(answer: Any) -> list[str]:
    return [row.title for row in answer.context["internships"]]


# --- Order -----------------------------------------------------------------------------


def test_a_quiet_listing_passes_before_a_busy_one(monkeypatch: pytest.MonkeyPatch) -> None:
    author, role = make_user(), make_role()
    old = make_internship(author=author, role=role, title="Ancienne et discrète")
    busy = make_internship(author=author, role=role, title="Récente et demandée")
    roomy = make_internship(author=author, role=role, title="Autant, mais quatre places", places=4)
    week_ago = timezone.now() - timedelta(days=7)
    Internship.objects.filter(pk=old.pk).update(published_at=week_ago)
    monkeypatch.setattr(openings, "received", lambda numbers: {busy.pk: 4, roomy.pk: 4})
    for one in (old, busy, roomy):
        one.refresh_exposure()

    answer = Client().get("/stages/")
    assert titles(answer) == ["Autant, mais quatre places", "Ancienne et discrète",
                              "Récente et demandée"]  # fmt: skip
    assert titles(Client().get("/stages/?tri=recent"))[-1] == "Ancienne et discrète"
    assert "Comment cet ordre est fait" in answer.text
    assert "recule de 3 jours par candidature" in answer.text
    assert not openings.drift()


def test_rank_steps_back_for_each_application_a_place() -> None:
    now = timezone.now()
    start = int(now.timestamp())

    def rank(applications: int, places: int) -> int:
        return exposure(published_at=now, applications=applications, places=places)

    assert rank(0, 1) == start
    assert rank(1, 1) == start - STEP
    assert rank(4, 4) == start - STEP
    assert rank(1, 2) == start - STEP // 2


# --- Distance --------------------------------------------------------------------------


def test_distance_shows_how_far_and_asks_which_town(client: Client) -> None:
    role = make_role()
    make_internship(role=role, title="Roubaix", city="Roubaix", departement="59")
    make_internship(role=role, title="Lyon")

    near = client.get("/stages/?pres=lille&km=20")
    assert titles(near) == ["Roubaix"]
    assert "à 11 km" in near.context["internships"][0].slugline.replace("\u00a0", " ")
    assert 'value="Lille (59)"' in near.text

    unknown = client.get("/stages/?pres=Lillle")
    assert len(titles(unknown)) == 2
    assert "Nous ne connaissons pas" in unknown.text
    assert "Lille (59)" in unknown.text
    assert "Quelle ville" in client.get("/stages/?pres=Saint-Denis").text


# --- Nothing found ---------------------------------------------------------------------


def test_an_empty_list_gives_three_ideas(client: Client) -> None:
    role = make_role(slug="r1")
    make_internship(role=role, city="Lille", departement="59")
    answer = client.get("/stages/?pres=Lyon&km=10&metier=r1&type=alternance")

    assert titles(answer) == []
    assert "sans Alternance" not in answer.text  # nothing there either
    assert "Gardez cette recherche" in answer.text
    assert "/stages/alertes/creer/?metier=r1&amp;type=alternance&amp;pres=Lyon" in answer.text
    answer = client.get("/stages/?pres=Lyon&km=10&metier=r1")
    assert answer.context["farther"]["label"] == "partout en France"
    answer = client.get("/stages/?region=Bretagne&metier=r1")
    assert [(one["label"], one["count"]) for one in answer.context["wider"]] == [("Bretagne", "1")]


def test_words_misspelt_are_answered_with_those_that_exist(client: Client) -> None:
    make_internship(title="Stage documentaire")
    answer = client.get("/stages/?q=documantaire")

    assert "documentaire" in [one["label"] for one in answer.context["spellings"]]


def test_a_word_that_every_listing_has_narrows_nothing(client: Client) -> None:
    make_internship(title="Assistanat")
    make_internship(title="Régie")

    assert len(titles(client.get("/stages/?q=stage"))) == 2
    assert titles(client.get("/stages/?q=stages+assistanats")) == ["Assistanat"]


def test_the_home_page_asks_as_much_for_three_as_for_one(client: Client) -> None:
    role = make_role()
    asked = []
    for more in (1, 2):
        for _ in range(more):
            make_internship(role=role)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/")
        asked.append(len(queries))
        assert answer.context["counts"]["open_internships"] == len(answer.context["internships"])

    assert asked[0] == asked[1]


# --- Feed ------------------------------------------------------------------------------


def entries(client: Client, query: str = "") -> list[str]:
    tree = ElementTree.fromstring(client.get(f"/stages/flux.atom{query}").content)  # noqa: S314
    return [one.findtext(f"{ATOM}title") or "" for one in tree.iter(f"{ATOM}entry")]


def test_the_feed_has_the_same_filters_and_only_what_is_open(client: Client) -> None:
    author = make_user()
    image = make_role(slug="i", department=make_department(slug="image", label="Image"))
    regie = make_role(slug="g")
    make_internship(author=author, role=regie, title="Régie & Cie <b>", city="Brest",
                    departement="29")  # fmt: skip
    make_internship(author=author, role=image, title="Image")
    make_internship(author=author, role=image, title="Attend", state=State.SUBMITTED)
    client.force_login(author)

    assert entries(client) == ["Image", "Régie & Cie <b>"]
    assert entries(client, "?metier=i") == ["Image"]
    assert entries(client, "?region=Bretagne") == ["Régie & Cie <b>"]
    assert entries(client, "?metier=i&region=Bretagne") == []
    page = client.get("/stages/?region=Bretagne").text
    assert 'href="/stages/flux.atom?region=Bretagne"' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_feed_costs_the_same_whatever_its_length(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_internship()
    with django_assert_num_queries(3):
        client.get("/stages/flux.atom")


def test_the_feed_is_sent_once_as_long_as_nothing_changes(client: Client) -> None:
    listing = make_internship()
    first = client.get("/stages/flux.atom")
    assert first["Last-Modified"]
    again = client.get("/stages/flux.atom", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    since = client.get("/stages/flux.atom", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    listing.withdraw()
    gone = client.get("/stages/flux.atom", headers={"If-None-Match": first["ETag"]})
    assert gone.status_code == 200


# --- Over ------------------------------------------------------------------------------


def test_a_listing_that_is_over_leads_to_three_others(client: Client) -> None:
    everything = make_many(120, seed=21)
    today = timezone.localdate()
    over = make_internship(role=everything[0].role)
    Internship.objects.filter(pk=over.pk).update(apply_by=today - timedelta(days=1))
    over.refresh_exposure()

    answer = client.get(over.get_absolute_url())

    assert answer.status_code == 200
    assert "Candidatures closes" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "application/ld+json" not in answer.text
    near = answer.context["similar"]
    assert len(near) == 3
    opened = {one.pk: one for one in everything if one.is_open()}
    assert {row.number for row in near} <= set(opened)
    best = [
        one.pk for one in opened.values() if one.role == over.role and one.region == over.region
    ]
    assert len([row for row in near if row.number in best]) == min(3, len(best))

    full = make_internship(role=everything[0].role)
    full.places_taken = full.places
    full.save()
    assert "Cette place est prise" in client.get(full.get_absolute_url()).text


# --- For machines ----------------------------------------------------------------------


def job(client: Client, listing: Any) -> dict[str, Any]:
    page = client.get(listing.get_absolute_url()).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_an_open_listing_is_a_job_posting(client: Client) -> None:
    listing = make_internship(
        title="Stage régie </script>", production_title="Le Titre Secret",
        production_title_hidden=True, hourly_pay=Decimal("4.50"), places=2,
    )  # fmt: skip
    data = job(client, listing)

    assert data["@type"] == "JobPosting"
    assert data["title"] == "Stage régie </script>"
    assert data["employmentType"] == ["INTERN"]
    assert data["directApply"] is True
    assert data["validThrough"].startswith(f"{listing.apply_by}T23:59:59+0")
    assert data["datePosted"] == str(timezone.localdate())
    assert data["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Lyon",
        "addressRegion": "Auvergne-Rhône-Alpes", "addressCountry": "FR",
    }  # fmt: skip
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "value": 4.5, "unitText": "HOUR",
    }  # fmt: skip
    assert data["hiringOrganization"]["name"] == listing.organisation.name
    assert "Préparer les décors" in data["description"]
    assert data["totalJobOpenings"] == 2
    assert "Secret" not in client.get(listing.get_absolute_url()).text


@pytest.mark.parametrize(
    ("kind", "employment", "pay"),
    [
        (InternshipKind.STAGE, ["INTERN"], Decimal(0)),
        (InternshipKind.IMMERSION, None, None),
        (InternshipKind.CDDU, ["TEMPORARY"], Decimal(15)),
        (InternshipKind.ALTERNANCE, ["FULL_TIME", "TEMPORARY"], None),
        (InternshipKind.SERVICE_CIVIQUE, None, None),
    ],
)
def test_each_kind_says_what_it_is(
    client: Client, kind: str, employment: list[str] | None, pay: Decimal | None
) -> None:
    data = job(client, make_internship(kind=kind, hourly_pay=pay))

    assert data.get("employmentType") == employment
    assert ("baseSalary" in data) == bool(pay)


@pytest.mark.parametrize("state", set(State) - {State.APPROVED})
def test_what_is_not_open_is_no_job(client: Client, state: State) -> None:
    author = make_user()
    client.force_login(author)
    listing = make_internship(author=author, state=state)

    assert "application/ld+json" not in client.get(listing.get_absolute_url()).text


def test_a_row_that_came_too_late_shows_nothing(client: Client) -> None:
    """The narrow rows are not what decides who may read: the internship is."""
    listing = make_internship(title="Retirée")
    Internship.objects.filter(pk=listing.pk).update(state=State.SUBMITTED)
    assert Opening.objects.filter(pk=listing.pk).exists()

    assert titles(client.get("/stages/")) == []
    assert entries(client) == []
