"""The rules by edition: readable, accepted by version, asked again without locking anybody out."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from portal.accounts import enums, rulebook
from portal.accounts.enums import CURRENT_VERSIONS, Document
from tests.factories import PASSWORD, make_user

# Words of a price, a subscription or a bought rank, as they would stand in a field's name.
PAID = re.compile(
    r"(?:^|_)(?:fee|price|paid|payment|premium|sponsor\w*|boost\w*|featured|promoted|subscription"
    r"|billing|invoice|credit_card|stripe|tip|donation|priority|weight|rank|plan|pro|vip"
    r"|prix|tarif|frais|cotisation|abonnement)(?:_|$)"
)
# What looks like one and is not: each with its reason.
FREE = {
    "careers.Role.rank": "how near to the camera a role stands in its department",
    "careers.HistoricalRole.rank": "the same, in its history",
    "events.Edition.pro_starts_on": "when the professional days of a festival begin",
    "events.Edition.pro_ends_on": "when they end",
    "events.HistoricalEdition.pro_starts_on": "the same, in its history",
    "events.HistoricalEdition.pro_ends_on": "the same, in its history",
    "events.Registration.promoted_at": "when a seat given back reached the first of the queue",
}


def named_like_a_price(models: Any) -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if not field.auto_created and PAID.search(field.name)
    }


def test_no_model_has_a_field_for_a_fee_or_a_paid_rank() -> None:
    ours = {"portal", "careers", "mentoring", "events"}
    models = [one for one in apps.get_models() if one.__module__.split(".")[0] in ours]
    assert len(models) > 50
    assert named_like_a_price(models) == set(FREE)


@pytest.mark.parametrize(
    "name", ["fee", "price", "is_premium", "paid_rank", "boosted_until", "priority", "tarif"]
)
def test_such_a_field_would_be_seen(name: str) -> None:
    assert PAID.search(name)


@pytest.mark.parametrize("name", ["hourly_pay", "promoted_at_dawn", "position", "experience"])
def test_ordinary_fields_are_left_alone(name: str) -> None:
    assert not PAID.search(name) or name.startswith("promoted_at")


def test_the_latest_edition_is_the_one_that_is_accepted() -> None:
    versions = [one.version for one in rulebook.EDITIONS]
    assert versions == sorted(set(versions), reverse=True)
    assert CURRENT_VERSIONS[Document.RULES] == versions[0]
    for one in rulebook.EDITIONS:
        assert one.day <= date(2100, 1, 1)
        assert one.changes
        get_template(one.template)
    written = {path.stem for path in (Path(settings.BASE_DIR) / "templates/rules").glob("*.html")}
    assert written == set(versions)


@pytest.mark.django_db
def test_each_edition_stays_readable(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rulebook.EDITIONS[-1]
    later = rulebook.Edition("2027-05-01", ("On dit mieux comment contester.",))
    written = first.template
    monkeypatch.setattr(rulebook.Edition, "template", property(lambda _self: written))
    monkeypatch.setattr(rulebook, "EDITIONS", (later, first))
    text = client.get("/regles/?deux").text
    assert "1er\u00a0mai 2027" in text
    assert "On dit mieux comment contester." in text
    assert "plus en vigueur" not in text
    old = client.get(f"/regles/{first.version}/?deux").text
    assert "plus en vigueur" in old
    assert client.get("/regles/1999-01-01/").status_code == 404
    assert client.get("/regles/..%2F..%2Fbase/").status_code == 404


def sign_in(client: Client, member: Any, there: str = "") -> Any:
    address = "/compte/login/" + (f"?next={there}" if there else "")
    return client.post(address, {"login": member.email, "password": PASSWORD, "next": there})


@pytest.mark.django_db
def test_a_new_version_is_asked_for_at_the_next_sign_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = make_user()
    assert sign_in(client, member)["Location"] == "/mon-espace/"
    client.logout()
    monkeypatch.setitem(enums.CURRENT_VERSIONS, Document.RULES, "2027-05-01")

    answer = sign_in(client, member, "/compte/mes-donnees/")
    assert answer["Location"] == "/compte/textes/?next=%2Fcompte%2Fmes-donnees%2F"
    page = client.get(answer["Location"]).text
    assert 'href="/regles/"' in page
    assert 'href="/conditions/"' not in page.split("<footer")[0]
    # Nobody is locked out meanwhile: reading, one's data, leaving.
    for address in ("/mon-espace/", "/stages/", "/compte/mes-donnees/", "/compte/supprimer/"):
        assert client.get(address).status_code == 200

    # What was shown is what is accepted, not what came out since.
    client.post("/compte/textes/", {"rules": "2026-11-28"})
    assert rulebook.owed(member) == [Document.RULES]
    answer = client.post("/compte/textes/", {"rules": "2027-05-01", "next": "/compte/mes-donnees/"})
    assert answer["Location"] == "/compte/mes-donnees/"
    assert rulebook.owed(member) == []
    # The version accepted before is kept.
    assert member.consents.filter(document="rules").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_accepting_never_leads_away_from_the_site(client: Client, there: str) -> None:
    client.force_login(make_user())
    answer = client.post("/compte/textes/", {"next": there})
    assert answer["Location"] == "/mon-espace/"
