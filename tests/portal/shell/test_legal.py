"""The legal pages: what is known is said, what is not is « à compléter », nothing is invented."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
EMPTY: dict[str, str] = {}


def test_missing_facts_are_said_to_be_missing(client: Client, settings: Any) -> None:
    settings.OPERATOR = EMPTY
    page = client.get("/mentions-legales/").text
    assert page.count("<em>à compléter</em>") == 9
    assert "Adresse à compléter" in client.get("/nous-ecrire/").text


def test_given_facts_are_shown_as_they_are(client: Client, settings: Any) -> None:
    settings.OPERATOR = {
        "NAME": "Association <Clap>",
        "DIRECTOR": "Camille Martin",
        "EMAIL": "bonjour@clap.example",
        "AUTHORITIES_EMAIL": "autorites@clap.example",
        "SECURITY_EMAIL": "faille@clap.example",
    }
    page = client.get("/mentions-legales/").text
    assert "Association &lt;Clap&gt;" in page
    assert "Camille Martin" in page
    assert page.count("<em>à compléter</em>") == 7
    points = client.get("/nous-ecrire/").text
    for address in ("bonjour@clap.example", "autorites@clap.example", "faille@clap.example"):
        assert f"mailto:{address}" in points
    assert "Adresse à compléter" not in points
    assert "Contact: mailto:faille@clap.example" in client.get("/.well-known/security.txt").text


def test_contact_points_name_languages_and_a_human(client: Client) -> None:
    page = client.get("/nous-ecrire/").text
    assert "jamais un robot" in page
    assert page.count("en français ou en anglais") == 2
    for article in ("article 11", "article 12"):
        assert article in page


def test_accessibility_statement_claims_no_audit(client: Client) -> None:
    page = client.get("/accessibilite/").text
    assert "Aucun audit de conformité au RGAA" in page
    assert "non conforme" in page
    assert not re.search(r"conforme à \d|\d+\s?% des critères|partiellement conforme", page)


def test_security_txt_has_what_rfc_9116_asks(client: Client, settings: Any) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "utf-8" in answer["Content-Type"]
    lines = [line.split(": ", 1) for line in answer.text.splitlines() if line]
    fields = {name: [value for key, value in lines if key == name] for name, _value in lines}
    assert fields["Contact"][0].startswith("mailto:")
    [expires], [canonical], [policy] = fields["Expires"], fields["Canonical"], fields["Policy"]
    assert fields["Preferred-Languages"] == ["fr, en"]
    left = datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)
    assert canonical == f"{settings.SITE_URL}/.well-known/security.txt"
    path, _hash, anchor = policy.removeprefix(settings.SITE_URL).partition("#")
    assert f'id="{anchor}"' in client.get(path).text


def test_footer_leads_to_each_of_them(client: Client) -> None:
    footer = client.get("/regles/").text.split("<footer")[-1]
    for address in ("mentions-legales", "nous-ecrire", "accessibilite", "moderation/chiffres"):
        assert f'href="/{address}/"' in footer
