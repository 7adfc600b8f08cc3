"""What a scanned code opens, for anybody: the fields chosen, as long as the card lasts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.card_enums import CardField
from mentoring.models import VisitingCard
from portal.accounts.enums import AgeBand
from portal.contact import actions as contact
from portal.moderation.models import Report
from tests.factories import form_data, make_user
from tests.mentoring.card_factories import WORDS, make_card, make_owner
from tests.mentoring.people_factories import CANARIES, make_canary

pytestmark = pytest.mark.django_db
PAGES = ["card_public", "card_vcf", "card_report"]


def address(card: VisitingCard, name: str = "card_public") -> str:
    return reverse(f"mentoring:{name}", args=[card.token])


def text_of(client: Client, card: VisitingCard, name: str) -> str:
    """The whole answer, the folded lines of a contact file put together again."""
    answer = client.get(address(card, name))
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("name", ["card_public", "card_vcf"])
@pytest.mark.parametrize("chosen", [[], *[[field] for field in CardField], list(CardField)])
def test_fields_chosen_are_shown_and_no_other(client, name, chosen):
    card = make_card(owner=make_owner(), shown=[field.value for field in chosen])

    text = text_of(client, card, name)

    assert "Alix Oiseau" in text
    assert {field for field, word in WORDS.items() if word in text} == set(chosen)
    assert card.owner.email not in text
    for part in ("page", "papers", "availability", "photo"):
        assert CANARIES[part] not in text
    assert "Clermont, pour moi" not in text


def test_card_needs_neither_account_nor_script(client: Client) -> None:
    card = make_card(owner=make_owner(), met_at="Festival de Lussas", line="Libre en mai")

    answer = client.get(address(card))

    page = answer.content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "<script" not in main
    assert "Rencontre\u00a0: Festival de Lussas" in main
    assert "Libre en mai" in main
    assert f'href="{address(card, "card_vcf")}"' in main
    assert f'href="{address(card, "card_report")}"' in main
    assert "sessionid" not in answer.cookies


def test_card_shows_the_page_as_it_is_on_the_day_it_is_opened(client: Client) -> None:
    owner = make_owner()
    card = make_card(owner=owner, shown=["headline"])
    owner.profile.headline = "Une autre ligne"
    owner.profile.save()

    assert "Une autre ligne" in text_of(client, card, "card_public")


def test_card_of_a_member_without_a_page_shows_name_and_line(client: Client) -> None:
    card = make_card(owner=make_user(display_name="Sacha"), line="Libre en mai")

    for name in ("card_public", "card_vcf"):
        text = text_of(client, card, name)
        assert "Sacha" in text
        assert "Libre en mai" in text


def test_page_is_named_only_when_everybody_may_open_it(client: Client) -> None:
    owner = make_owner()
    owner.profile.page_visibility = "members"
    owner.profile.save()
    card = make_card(owner=owner, shown=["page"])

    assert WORDS[CardField.PAGE] not in text_of(client, card, "card_public")
    assert WORDS[CardField.PAGE] not in text_of(client, card, "card_vcf")


@pytest.mark.parametrize("name", PAGES)
def test_answers_are_kept_by_nobody_and_tell_no_other_site(client, name):
    answer = client.get(address(make_card(), name))

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_page_itself_says_noindex(client: Client) -> None:
    assert '<meta name="robots" content="noindex, nofollow">' in text_of(
        client, make_card(), "card_public"
    )


def revoked(card: VisitingCard) -> None:
    VisitingCard.objects.update(revoked_at=timezone.now())


def past(card: VisitingCard) -> None:
    VisitingCard.objects.update(ends_on=timezone.localdate() - timedelta(days=1))


def hidden(card: VisitingCard) -> None:
    VisitingCard.objects.update(hidden_at=timezone.now())


def page_hidden(card: VisitingCard) -> None:
    card.owner.profile.hidden_at = timezone.now()
    card.owner.profile.save()


def closed(card: VisitingCard) -> None:
    card.owner.is_active = False
    card.owner.save()


def leaving(card: VisitingCard) -> None:
    card.owner.leaving_since = timezone.now()
    card.owner.save()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("end", [revoked, past, hidden, page_hidden, closed, leaving])
def test_ended_card_answers_410_and_names_nobody(client, name, end):
    card = make_card(
        owner=make_owner(), shown=CardField.values, met_at="Festival canari", line="canari"
    )
    end(card)

    answer = client.get(address(card, name))

    assert answer.status_code == 410
    page = answer.content.decode()
    assert "Cette carte n’est plus en service" in page
    for word in ("Alix", "anari", *WORDS.values()):
        assert word not in page
    assert answer["Cache-Control"] == "no-store, private"
    assert "no-store" in answer["Cache-Control"]


def test_last_day_of_a_card_is_a_day_in_use(client: Client) -> None:
    card = make_card(ends_on=timezone.localdate())

    assert client.get(address(card)).status_code == 200


def test_card_of_an_erased_member_is_not_found(client: Client) -> None:
    card = make_card()
    card.owner.delete()

    assert client.get(address(card)).status_code == 404


def test_block_looks_like_the_end_of_the_card(client: Client) -> None:
    card, viewer = make_card(), make_user()
    client.force_login(viewer)
    assert client.get(address(card)).status_code == 200

    contact.block(by=card.owner, whom=viewer)

    assert client.get(address(card)).status_code == 410
    assert Client().get(address(card)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_guessed_address_is_not_found(client, name):
    make_card()

    answer = client.get(reverse(f"mentoring:{name}", args=["x" * 24]))

    assert answer.status_code == 404


def test_guessing_is_slowed_down_and_scanning_is_not(client: Client) -> None:
    card = make_card()
    for _time in range(70):
        assert client.get(address(card)).status_code == 200

    guesses = [
        client.get(reverse("mentoring:card_public", args=[f"{number:024}"])).status_code
        for number in range(62)
    ]

    assert guesses == [404] * 60 + [429] * 2
    # Somebody who tries addresses at a festival does not close the cards of everybody there.
    assert client.get(address(card)).status_code == 200
    elsewhere = client.get(
        reverse("mentoring:card_vcf", args=["x" * 24]), REMOTE_ADDR="198.51.100.7"
    )
    assert elsewhere.status_code == 404


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {make_card().token for _number in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {24}


@pytest.mark.parametrize("name", ["card_public", "card_vcf"])
def test_card_of_a_minor_gives_no_direct_way_and_no_age(client, name):
    minor = make_owner(age_band=AgeBand.MINOR)
    card = make_card(owner=minor, shown=CardField.values)

    text = text_of(client, card, name)

    for field in (CardField.EMAIL, CardField.PHONE, CardField.PLACE, CardField.PAGE):
        assert WORDS[field] not in text
    assert WORDS[CardField.HEADLINE] in text
    assert "Occitanie" in text
    assert "+336" not in text
    for word in ("mineur", "15", "17 ans", "âge"):
        assert word not in text.split("<main")[-1].split("</main>")[0].replace(card.token, "")


def test_written_text_is_escaped(client: Client) -> None:
    card = make_card(owner=make_user(display_name="<b>Alix"), line="<script>alert(1)</script>")

    page = text_of(client, card, "card_public")

    assert "<b>Alix" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["card_public", "card_vcf"])
@pytest.mark.parametrize("item_count", [1, 3])
def test_card_costs_the_same_whatever_it_shows(client, name, item_count, django_assert_num_queries):
    owner = make_owner()
    owner.profile.links = [f"https://example.org/{number}" for number in range(item_count)]
    owner.profile.save()
    card = make_card(owner=owner, shown=CardField.values)
    client.get(address(card))

    with django_assert_num_queries(7):
        client.get(address(card, name))


def test_report_is_made_by_the_address_and_once(client: Client) -> None:
    card = make_card(owner=make_owner(), line="Propos déplacés")
    form = client.get(address(card, "card_report")).context["form"]
    data = {**form_data(form), "reason": "other", "text": "Une insulte.", "email": "a@example.org"}
    data["good_faith"] = "on"

    for _time in range(2):
        answer = client.post(address(card, "card_report"), data)
        assert answer["Location"].startswith("/signaler/suivi/")

    [report] = Report.objects.all()
    assert (report.target, report.text, report.reporter) == (card, "Une insulte.", None)
    assert "Clermont" not in client.get(address(card, "card_report")).content.decode()


def test_number_of_a_card_leads_nobody_to_its_address(client: Client) -> None:
    card = make_card()
    client.force_login(make_user())

    for key in ("carte", "card"):
        assert client.get(f"/signaler/{key}/{card.pk}/").status_code == 404


def test_owner_is_led_back_to_their_card(client: Client) -> None:
    card = make_card()
    client.force_login(card.owner)

    assert reverse("mentoring:card", args=[card.pk]) in text_of(client, card, "card_public")


def vcf(client: Client, handle: str) -> Any:
    return client.get(reverse("mentoring:member_vcf", args=[handle]))


@pytest.mark.parametrize(
    ("audience", "who", "status"),
    [
        ("public", "visitor", 200),
        ("members", "visitor", 404),
        ("members", "member", 200),
        ("contacts", "member", 404),
        ("nobody", "member", 404),
        ("nobody", "owner", 200),
    ],
)
def test_page_as_a_contact_is_for_those_who_may_open_it(audience, who, status):
    profile = make_canary(page_visibility=audience)
    client = Client()
    if who != "visitor":
        client.force_login(profile.user if who == "owner" else make_user())

    assert vcf(client, profile.handle).status_code == status


def test_page_as_a_contact_holds_what_the_reader_may_see_and_no_more(client: Client) -> None:
    profile = make_canary(
        page_visibility="public",
        place_visibility="members",
        links_visibility="members",
        email_visibility="contacts",
        phone_visibility="nobody",
    )

    seen_by_visitor = vcf(client, profile.handle).content.decode().replace("\r\n ", "")
    client.force_login(make_user())
    seen_by_member = vcf(client, profile.handle).content.decode().replace("\r\n ", "")

    for part in ("place", "links", "email", "phone"):
        assert CANARIES[part] not in seen_by_visitor
        assert (CANARIES[part] in seen_by_member) is (part in {"place", "links"})
    assert profile.user.email not in seen_by_member
    assert f"{profile.get_absolute_url()}" in seen_by_visitor


def test_contact_of_a_member_who_blocks_is_not_found(client: Client) -> None:
    profile, viewer = make_canary(), make_user()
    client.force_login(viewer)
    contact.block(by=profile.user, whom=viewer)

    assert vcf(client, profile.handle).status_code == 404
    assert vcf(client, "personne").status_code == 404
