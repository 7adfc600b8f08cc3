"""Signs of a swindle: what is seen, what is left alone, who is told, and in how long."""

import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from careers.legality import scams
from careers.legality.scams import Offer, signals
from portal.moderation.enums import State
from tests.factories import make_internship, make_moderator, make_organisation


def slugs(text: str, **changes: Any) -> dict[str, bool]:
    found = signals(Offer(texts=(("missions", text),), **changes))
    return {one.slug: one.certain for one in found}


@pytest.mark.parametrize(
    ("text", "slug", "certain"),
    [
        ("Réglez les frais par Western Union.", "argent-demande", True),
        ("Envoyez deux recharges PCS pour réserver.", "argent-demande", True),
        ("Une caution de 80 euros à verser avant le début.", "argent-demande", False),
        ("Vous encaissez un chèque et virez le reste.", "argent-demande", False),
        ("Gagnez jusqu’à 3 000 euros par semaine !", "paie-trop-haute", False),
        ("Contact uniquement par WhatsApp.", "messagerie-seule", True),
        ("Telegram only, no mail.", "messagerie-seule", True),
        ("Écrivez-moi un message sur Telegram.", "messagerie-seule", False),
        ("Formulaire : https://bit.ly/3xYz", "lien-raccourci", True),
        ("Écrire à production.film@gmail.com", "courriel-gratuit", False),
        ("Joignez votre RIB et une photo récente.", "papiers-demandes", False),
    ],
)
def test_a_sign_is_seen(text: str, slug: str, certain: bool) -> None:
    assert slugs(text) == {slug: certain}


@pytest.mark.parametrize(
    "text",
    [
        "Écrire à stages@example.org, avant le 3 mars.",
        "Aucuns frais : tout est gratuit.",
        "Nous ne demandons jamais de frais de dossier à régler.",
        "Un documentaire sur Western Union et l’argent des exilés.",
        "Nous tenons le compte Instagram du festival.",
        "Apporter votre carte d’identité pour signer la convention.",
        "Gratification de 4,50 euros par heure, repas compris.",
        "Un orbit.ly/ n’est pas un lien raccourci.",
        "Écrire à camille@gmail.com ou à stages@maison.example.",
    ],
)
def test_ordinary_offers_are_left_alone(text: str) -> None:
    assert slugs(text) == {}


def test_pay_is_compared_with_what_interns_get() -> None:
    assert slugs("Un stage.", hourly_pay=Decimal("25")) == {}
    assert slugs("Un stage.", hourly_pay=Decimal("25.01")) == {"paie-trop-haute": False}


@pytest.mark.parametrize(
    ("mail", "strange"),
    [("a@maison.example", False), ("a@paris.maison.example", False), ("a@maison-rh.example", True)],
)
def test_an_address_is_compared_with_the_organisation_s_site(mail: str, strange: bool) -> None:
    found = slugs(f"Écrire à {mail}", website="https://www.maison.example/contact")
    assert ("adresse-ailleurs" in found) == strange


@pytest.mark.parametrize(
    "piece",
    ["a@", "bit.ly/", "frais de ", "envoyez par ", "uniquement ", "message sur ", "x.", "@a.b",
     "gagnez 3 000 ", "a" * 40 + "@", "whats app "],
)  # fmt: skip
def test_a_long_text_is_read_in_a_time_that_grows_with_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = 9.0
        for _turn in range(3):
            started = time.process_time()
            signals(Offer(texts=(("missions", text),)))
            best = min(best, time.process_time() - started)
        return best

    short, long = seconds(5_000), seconds(40_000)
    assert long < max(short, 0.004) * 8 * 3


@pytest.mark.django_db
def test_moderators_see_every_sign_and_readers_the_certain_ones(client: Client) -> None:
    organisation = make_organisation(website="https://maison.example/")
    listing = make_internship(
        organisation=organisation,
        state=State.SUBMITTED,
        how_to_apply="Contact uniquement par WhatsApp, ou maison.films@gmail.com.",
    )
    moderator = make_moderator()
    client.force_login(moderator)
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(moderator, generate_totp_secret())
    desk = client.get(f"/admin/careers/internship/{listing.pk}/change/").text
    assert "Signes à vérifier" in desk
    assert "messagerie privée" in desk
    assert "Une adresse gratuite" in desk
    assert "uniquement par WhatsApp" in desk

    type(listing).objects.filter(pk=listing.pk).update(
        state=State.APPROVED, decided_at=listing.submitted_at, published_at=listing.submitted_at
    )
    page = Client().get(listing.get_absolute_url()).text
    assert "ne donne qu’une messagerie privée" in page
    assert "Une adresse gratuite" not in page


@pytest.mark.django_db
def test_an_ordinary_listing_warns_of_nothing(client: Client) -> None:
    assert "À lire avant de répondre" not in client.get(make_internship().get_absolute_url()).text


def test_signs_have_their_own_names() -> None:
    names = [sign.slug for sign in scams.SIGNS]
    assert len(names) == len(set(names)) == 7
