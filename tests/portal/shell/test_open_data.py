"""What other sites read of this one: its map, pictures and data, what pages say to machines."""

import csv
import io
import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from careers.enums import QuestionTheme
from careers.models import Question, Role, RoleStep, School, Skill, Term
from events.models import Edition, Festival
from portal.moderation.enums import State
from portal.shell import opengraph
from portal.shell.jsonld import element
from portal.shell.opengraph import Picture
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# What schema.org allows of each type we use, and what it makes no sense without.
VOCABULARY: dict[str, tuple[set[str], set[str]]] = {
    "Occupation": (
        {"name", "description", "mainEntityOfPage"},
        {"alternateName", "responsibilities", "skills", "qualifications", "occupationLocation",
         "occupationalCategory"},
    ),
    "Country": ({"name"}, set()),
    "CategoryCode": ({"codeValue", "inCodeSet"}, {"name"}),
    "CategoryCodeSet": ({"name"}, set()),
    "DefinedTerm": (
        {"name", "description", "inDefinedTermSet"},
        {"alternateName", "termCode", "url"},
    ),
    "DefinedTermSet": ({"name", "url"}, {"inLanguage"}),
    "FAQPage": ({"mainEntity"}, {"inLanguage"}),
    "Question": ({"name", "acceptedAnswer"}, {"url"}),
    "Answer": ({"text"}, set()),
    "EducationalOrganization": (
        {"name", "url", "address"}, {"description", "geo", "mainEntityOfPage"},
    ),
    "EducationalOccupationalProgram": (
        {"name", "url"}, {"description", "educationalCredentialAwarded", "mainEntityOfPage"},
    ),
    "PostalAddress": ({"addressLocality", "addressCountry"}, {"streetAddress"}),
    "GeoCoordinates": ({"latitude", "longitude"}, set()),
    "Article": (
        {"headline", "datePublished", "author", "publisher", "mainEntityOfPage"},
        {"description", "inLanguage", "dateModified", "license"},
    ),
    "Organization": ({"name"}, {"url"}),
    "Event": (
        {"name", "startDate", "location", "eventStatus", "eventAttendanceMode"},
        {"description", "endDate", "isAccessibleForFree", "maximumAttendeeCapacity", "organizer",
         "url"},
    ),
    "Festival": ({"name", "startDate", "location"}, {"endDate", "url", "mainEntityOfPage"}),
    "Place": ({"name", "address"}, set()),
    "VirtualLocation": ({"url"}, set()),
}  # fmt: skip


def said(client: Client, address: str) -> dict[str, Any]:
    """The JSON-LD of a page, read as a machine would."""
    page = client.get(address).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data: dict[str, Any] = json.loads(text)
    return data


def faults(data: Any, *, top: bool = True) -> list[str]:
    """What the vocabulary does not know, or misses, in the data."""
    if isinstance(data, list):
        return [fault for one in data for fault in faults(one, top=False)]
    if not isinstance(data, dict):
        return [] if data not in ("", None) else ["blank"]
    kind = data["@type"]
    if kind not in VOCABULARY:
        return [f"{kind}: unknown type"]
    needed, allowed = VOCABULARY[kind]
    names = set(data) - {"@type", "@context"}
    found = [f"{kind}: no {name}" for name in needed - names]
    found += [f"{kind}: {name}" for name in names - needed - allowed]
    if top and data.get("@context") != "https://schema.org":
        found.append("no context")
    return found + [fault for name in names for fault in faults(data[name], top=False)]


def test_every_role_is_an_occupation_with_its_codes(client: Client) -> None:
    for role in Role.objects.all():
        data = said(client, role.get_absolute_url())
        assert data["@type"] == "Occupation"
        assert faults(data) == []
    data = said(client, "/metiers/regisseur-general/")
    assert "L1509" in [code["codeValue"] for code in data["occupationalCategory"]]


def test_faq_terms_and_sheets_say_what_they_are(client: Client) -> None:
    faqs = [said(client, reverse("careers:faq") + f"?theme={one}") for one in QuestionTheme.values]
    assert sum(len(one["mainEntity"]) for one in faqs) == Question.objects.count() > 0
    assert [faults(one) for one in faqs] == [[] for _ in faqs]
    pages = [
        faqs[0],
        said(client, Term.objects.all()[0].get_absolute_url()),
        said(client, reverse("careers:sheet", args=["droits-stage"])),
    ]

    assert [one["@type"] for one in pages] == ["FAQPage", "DefinedTerm", "Article"]
    assert [faults(one) for one in pages] == [[], [], []]


def test_schools_are_educational_organisations(client: Client) -> None:
    for school in School.objects.listed()[:5]:
        data = said(client, school.get_absolute_url())
        everywhere = school.city == "France"
        kind = "EducationalOccupationalProgram" if everywhere else "EducationalOrganization"
        assert data["@type"] == kind
        assert faults(data) == []


def test_a_meetup_is_an_event_without_its_link(client: Client) -> None:
    meetup = make_meetup(format="both", join_link="https://visio.example.org/secret")
    data = said(client, meetup.get_absolute_url())

    assert faults(data) == []
    assert data["startDate"].startswith(f"{meetup.starts_at:%Y-%m-%d}")
    assert "visio.example.org" not in json.dumps(data)


def test_a_festival_claims_dates_only_when_they_are_known(client: Client) -> None:
    dated = Edition.objects.filter(
        starts_on__isnull=False, ends_on__gte=timezone.localdate()
    ).first()
    assert dated
    data = said(client, dated.festival.get_absolute_url())
    assert faults(data) == []
    unknown = Festival.objects.filter(editions__isnull=True)[0]

    assert "ld+json" not in client.get(unknown.get_absolute_url()).content.decode()


def test_texts_do_not_leave_their_element() -> None:
    hostile = {"@type": "Organization", "name": "</script><script>alert(1)</script>&", "url": ""}
    text = element(hostile)

    assert text.count("<script") == text.count("</script>") == 1
    data = json.loads(text.partition(">")[2].rpartition("<")[0])
    assert data["name"] == hostile["name"]
    assert "url" not in data


# --- Pictures --------------------------------------------------------------------------


def test_picture_of_a_role_is_drawn_once_and_known_again(client: Client) -> None:
    address = reverse("open:picture", args=["metier", "monteur"])
    first = client.get(address)
    image = Image.open(BytesIO(first.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(first.content) < 40_000

    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Role.objects.filter(slug="monteur").update(title="Monteuse")
    assert client.get(address)["ETag"] != first["ETag"]


def test_pages_name_their_own_picture(client: Client) -> None:
    page = client.get("/metiers/monteur/").content.decode()
    assert 'property="og:image" content="http' in page
    assert "/apercu/metier/monteur.png" in page
    assert "/apercu/page/accueil.png" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["metier/nulle-part", "nulle-part/x", "stage/99999999999999"])
def test_nothing_has_no_picture(client: Client, address: str) -> None:
    assert client.get(f"/apercu/{address}.png").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.REJECTED])
def test_what_is_not_public_has_no_picture(client: Client, state: State) -> None:
    meetup, internship = make_meetup(state=state), make_internship(state=state)
    for kind, one in (("rencontre", meetup), ("stage", internship)):
        assert client.get(reverse("open:picture", args=[kind, one.pk])).status_code == 404


def test_longest_title_holds() -> None:
    for title in ("x" * 300, "Coordination " * 40, "é", "職" * 30):
        assert opengraph.draw(Picture(title=title, kicker="k" * 80))


# --- Sitemap ---------------------------------------------------------------------------


def listed(client: Client) -> list[str]:
    """Every address of the sitemap, the sections followed."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    found = []
    for section in index.iter(LOC):
        assert section.text
        path = "/" + section.text.split("/", 3)[3]
        tree = ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own
        found += ["/" + str(one.text).split("/", 3)[3] for one in tree.iter(LOC)]
    return found


def test_sitemap_leads_only_to_pages_that_anybody_may_open(client: Client) -> None:
    addresses = listed(client)
    assert len(addresses) == len(set(addresses))
    for slug in ("monteur", "producteur"):
        assert f"/metiers/{slug}/" in addresses

    for page in ("/parcours/", "/parcours/gouts/", "/en/parcours/", "/en/parcours/gouts/"):
        assert page in addresses

    sample = [one for one in addresses if "lexique" not in one]
    assert {client.get(one).status_code for one in sample} == {200}


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.REJECTED, State.WITHDRAWN])
def test_sitemap_does_not_know_what_is_not_public(client: Client, state: State) -> None:
    hidden: list[Any] = [make_internship(state=state), make_meetup(state=state)]
    shown: list[Any] = [make_internship(), make_meetup()]
    addresses = listed(client)

    assert [one.get_absolute_url() in addresses for one in shown] == [True, True]
    assert [one.get_absolute_url() in addresses for one in hidden] == [False, False]


def test_sitemap_forgets_what_has_expired(client: Client) -> None:
    internship = make_internship(apply_by=timezone.localdate())
    assert internship.get_absolute_url() in listed(client)
    type(internship).objects.update(apply_by=timezone.localdate() - timedelta(days=1))

    assert internship.get_absolute_url() not in listed(client)


def test_sitemap_names_no_member(client: Client) -> None:
    make_user(display_name="Introuvable")

    assert not [one for one in listed(client) if "/membres/" in one]


def test_robots_say_where_the_map_is(client: Client) -> None:
    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_robots_may_read_the_sign_up_page_alone_of_the_account(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    for prefix in ("", "/en"):
        assert f"Allow: {prefix}/compte/signup/$" in lines
        assert f"Disallow: {prefix}/compte/" in lines


# --- Data ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "model"),
    [("metiers", Role), ("parcours", RoleStep), ("competences", Skill), ("lexique", Term)],
)
def test_datasets_hold_everything_under_their_licence(
    client: Client, slug: str, model: Any
) -> None:
    data = client.get(f"/donnees/{slug}.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/donnees/{slug}.csv").content.decode())))

    assert data["licence"] == "CC-BY-SA-4.0"
    assert len(data["lignes"]) == len(rows) == model.objects.count() > 0
    assert list(rows[0]) == list(data["lignes"][0])


def test_role_graph_carries_its_codes(client: Client) -> None:
    rows = {one["slug"]: one for one in client.get("/donnees/metiers.json").json()["lignes"]}
    steps = client.get("/donnees/parcours.json").json()["lignes"]

    assert rows["regisseur-general"]["rome"] == "L1509"
    assert any(one["esco"].startswith("http") for one in rows.values())
    assert {one["de"] for one in steps} | {one["vers"] for one in steps} <= set(rows)


@pytest.mark.parametrize("address", ["/donnees/membres.json", "/donnees/metiers.xml"])
def test_no_other_dataset(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_new_sheets_can_be_followed(client: Client) -> None:
    feed = client.get("/ressources/fiches/flux.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(feed.content)  # noqa: S314 - our own
    entries = tree.findall("{http://www.w3.org/2005/Atom}entry")

    assert len(entries) >= 4
    assert all(one.find("{http://www.w3.org/2005/Atom}updated") is not None for one in entries)
