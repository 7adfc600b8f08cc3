"""One's own cards: made, changed, printed, ended; and nobody else's business."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import segno
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import card_actions as actions
from mentoring.card_enums import CardField
from mentoring.card_sight import CardView
from mentoring.models import VisitingCard
from mentoring.models.card import MOST_LIVE
from portal.accounts.enums import AgeBand
from tests.factories import form_data, make_moderator, make_user
from tests.mentoring.card_factories import WORDS, make_card, make_owner

pytestmark = pytest.mark.django_db
VALUES = {"label": "Clermont 2027", "shown": ["headline", "roles"]}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def today(days: int = 0) -> Any:
    return timezone.localdate() + timedelta(days=days)


def test_empty_list_says_what_to_do_next(client: Client) -> None:
    client.force_login(make_user())
    page = client.get(reverse("mentoring:cards")).content.decode()

    assert "Aucune carte en service" in page
    assert f'href="{reverse("mentoring:card_create")}"' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_however_many_cards(item_count, django_assert_num_queries):
    owner = make_user()
    for _number in range(item_count):
        make_card(owner=owner)
        make_card(owner=owner, revoked_at=timezone.now())
    client = signed_in(owner)
    make_card(label="Carte d’une autre personne")

    with django_assert_num_queries(4):
        page = client.get(reverse("mentoring:cards")).content.decode()

    assert page.count("Clermont, pour moi") == 2 * item_count
    assert "autre personne" not in page


def test_card_is_made_once_however_often_the_form_is_sent(client: Client) -> None:
    owner = make_owner()
    client.force_login(owner)
    form = client.get(reverse("mentoring:card_create")).context["form"]
    data = {**form_data(form), **VALUES, "met_at": "  Festival  de Clermont ", "ends_on": today(3)}

    first = client.post(reverse("mentoring:card_create"), data)
    second = client.post(reverse("mentoring:card_create"), data)

    [card] = VisitingCard.objects.all()
    assert first["Location"] == second["Location"] == reverse("mentoring:card", args=[card.pk])
    assert (card.owner, card.label, card.met_at) == (owner, "Clermont 2027", "Festival de Clermont")
    assert (card.shown, card.ends_on, card.revoked_at) == (["headline", "roles"], today(3), None)
    assert len(card.token) >= 22


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"label": ""}, "label", "Ce champ est obligatoire."),
        ({"label": " \t"}, "label", "Ce champ est obligatoire."),
        ({"label": "x" * 61}, "label", "60"),
        ({"line": "x" * 121}, "line", "120"),
        ({"line": "a\x00"}, "line", "caractère"),
        ({"shown": ["headline", "login"]}, "shown", "login"),
        ({"ends_on": today(-1)}, "ends_on", "Cette date est déjà passée."),
        ({"ends_on": today(3000)}, "ends_on", "Cette date est trop lointaine."),
        ({"ends_on": "demain"}, "ends_on", "date"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_nothing_is_lost(data, field, message):
    client = signed_in(make_user())
    sent = {**VALUES, "met_at": "Tampon gardé", **data}

    answer = client.post(reverse("mentoring:card_create"), sent)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert message in str(answer.context["form"].errors[field])
    assert 'value="Tampon gardé"' in answer.content.decode()
    assert not VisitingCard.objects.exists()


def test_card_may_show_the_name_alone() -> None:
    client = signed_in(make_owner())

    client.post(reverse("mentoring:card_create"), {"label": "Nom seul"})

    assert VisitingCard.objects.get().shown == []


def test_session_lost_while_writing_keeps_the_text() -> None:
    owner = make_user()
    address = reverse("mentoring:card_create")
    client = Client()
    client.post(address, {**VALUES, "line": "Une ligne tapée"}, headers={"Referer": address})
    client.force_login(owner)
    # `force_login` keeps the session of the visitor, as signing in does.
    page = client.get(address).content.decode()

    assert 'value="Une ligne tapée"' in page


def test_edit_changes_the_card_and_keeps_its_code(client: Client) -> None:
    card = make_card(met_at="Cannes")
    client.force_login(card.owner)
    address = reverse("mentoring:card_edit", args=[card.pk])
    data = form_data(client.get(address).context["form"])

    client.post(address, {**data, "shown": ["place"], "line": "Disponible en mai"})

    changed = VisitingCard.objects.get()
    assert (changed.token, changed.met_at) == (card.token, "Cannes")
    assert (changed.shown, changed.line) == (["place"], "Disponible en mai")


def test_revoked_card_is_over_for_good(client: Client) -> None:
    card = make_card()
    client.force_login(card.owner)
    page = client.get(reverse("mentoring:card", args=[card.pk])).content.decode()
    assert "On ne revient pas en arrière." in page

    for _time in range(2):
        answer = client.post(reverse("mentoring:card_revoke", args=[card.pk]))
        assert answer["Location"] == reverse("mentoring:cards")
    revoked = VisitingCard.objects.get().revoked_at
    assert revoked is not None

    client.post(reverse("mentoring:card_edit", args=[card.pk]), VALUES)
    client.post(reverse("mentoring:card_revoke", args=[card.pk]))
    kept = VisitingCard.objects.get()
    assert (kept.label, kept.revoked_at) == ("Clermont, pour moi", revoked)
    assert not actions.edit_card(by=card.owner, card=kept)
    page = client.get(reverse("mentoring:card", args=[card.pk])).content.decode()
    assert "Révoquée le" in page
    assert "<svg viewBox" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("card", "get"),
        ("card_edit", "get"),
        ("card_edit", "post"),
        ("card_print", "get"),
        ("card_revoke", "post"),
    ],
)
@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_card_of_somebody_else_is_not_found(name, method, who):
    card = make_card()
    client = signed_in(make_user() if who == "stranger" else make_moderator())

    answer = getattr(client, method)(reverse(f"mentoring:{name}", args=[card.pk]), VALUES)

    assert answer.status_code in {404, 302}
    # The moderator's second factor is asked for first; a stranger simply finds nothing.
    assert answer.status_code == 404 or who == "moderator"
    kept = VisitingCard.objects.get()
    assert (kept.label, kept.revoked_at) == ("Clermont, pour moi", None)


@pytest.mark.parametrize("name", ["cards", "card_create"])
def test_pages_ask_visitors_to_sign_in(client, name):
    answer = client.get(reverse(f"mentoring:{name}"))

    assert answer.status_code == 302
    assert "/compte/login/" in answer["Location"]


def test_get_does_not_revoke(client: Client) -> None:
    card = make_card()
    client.force_login(card.owner)

    assert client.get(reverse("mentoring:card_revoke", args=[card.pk])).status_code == 405
    assert VisitingCard.objects.get().revoked_at is None


def test_twenty_cards_are_the_most_in_use() -> None:
    owner = make_user()
    for _number in range(MOST_LIVE - 1):
        make_card(owner=owner)
    make_card(owner=owner, revoked_at=timezone.now())
    past = make_card(owner=owner, ends_on=today(-1))
    client = signed_in(owner)

    assert client.post(reverse("mentoring:card_create"), VALUES).status_code == 302
    refused = client.post(reverse("mentoring:card_create"), VALUES)

    assert "Vous avez déjà 20 cartes en service." in refused.content.decode()
    assert VisitingCard.objects.in_use().count() == MOST_LIVE
    # Nor does a card that had ended come back as a twenty-first.
    revived = client.post(
        reverse("mentoring:card_edit", args=[past.pk]), {**VALUES, "ends_on": today(5)}
    )
    assert "Vous avez déjà 20 cartes en service." in revived.content.decode()
    page = client.get(reverse("mentoring:cards")).content.decode()
    assert "20 cartes sont en service" in page
    assert reverse("mentoring:card_create") not in page


def test_card_in_use_is_edited_when_all_twenty_are_in_use() -> None:
    owner = make_user()
    cards = [make_card(owner=owner) for _number in range(MOST_LIVE)]

    assert actions.edit_card(by=owner, card=cards[0])


@pytest.mark.django_db(transaction=True)
def test_cards_made_at_the_same_time_stay_within_twenty() -> None:
    owner = make_user()
    for _number in range(MOST_LIVE - 2):
        make_card(owner=owner)

    def one(_number: int) -> str:
        try:
            actions.create_card(by=owner, card=VisitingCard(label="À la fois"), key=uuid4())
        except ValidationError:
            return "full"
        else:
            return "made"
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(one, range(6)))

    assert sorted(outcomes) == ["full"] * 4 + ["made"] * 2
    assert VisitingCard.objects.in_use().count() == MOST_LIVE


def test_preview_shows_the_card_with_the_code_of_its_address(client: Client, settings: Any) -> None:
    card = make_card(owner=make_owner(), met_at="Festival de Lussas", line="Libre en mai")
    client.force_login(card.owner)

    page = client.get(reverse("mentoring:card", args=[card.pk])).content.decode()

    assert card.address == f"{settings.SITE_URL}/carte/{card.token}/"
    path = segno.make(card.address, error="m", micro=False).svg_inline(border=4, omitsize=True)
    drawn = path.split(' d="')[1].split('"')[0]
    assert drawn in page
    assert 'stroke="#000"' in page
    assert 'fill="#fff"' in page
    main = page.split("<main")[1].split("</main>")[0]
    assert "style=" not in main
    assert "<script" not in main
    assert "Rencontre\u00a0: Festival de Lussas" in page
    for field in (CardField.HEADLINE, CardField.ROLES, CardField.PLACE):
        assert WORDS[field] in main
    for field in (CardField.EMAIL, CardField.PHONE, CardField.LINKS):
        assert WORDS[field] not in main


def test_print_page_holds_one_card_and_a_button_for_those_with_a_script(client: Client) -> None:
    card = make_card(owner=make_owner(), shown=["email", "phone"])
    client.force_login(card.owner)

    page = client.get(reverse("mentoring:card_print", args=[card.pk])).content.decode()

    assert page.count('class="card-print"') == 1
    assert "data-clap-print hidden" in page
    assert WORDS[CardField.EMAIL] in page
    assert WORDS[CardField.PHONE] in page
    assert "Rencontre\u00a0: ____________" in page
    assert 'aria-label="Code à scanner de cette carte"' in page


def test_ended_card_is_not_printed(client: Client) -> None:
    card = make_card(ends_on=today(-1))
    client.force_login(card.owner)

    answer = client.get(reverse("mentoring:card_print", args=[card.pk]))

    assert answer["Location"] == reverse("mentoring:card", args=[card.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "Terminée depuis le" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_preview_costs_the_same_whatever_the_page_holds(item_count, django_assert_num_queries):
    owner = make_owner()
    for number in range(item_count):
        owner.profile.links.append(f"https://example.org/{number}")
    owner.profile.save()
    card = make_card(owner=owner, shown=CardField.values)
    client = signed_in(owner)

    with django_assert_num_queries(9):
        client.get(reverse("mentoring:card", args=[card.pk]))


def test_minor_is_offered_no_direct_way_to_them() -> None:
    minor = make_owner(age_band=AgeBand.MINOR)
    client = signed_in(minor)

    page = client.get(reverse("mentoring:card_create")).content.decode()
    assert 'value="email"' not in page
    assert 'value="phone"' not in page

    refused = client.post(reverse("mentoring:card_create"), {**VALUES, "shown": ["phone"]})
    assert list(refused.context["form"].errors) == ["shown"]


@pytest.mark.parametrize("case", ["short token", "no name", "far end", "same token"])
def test_database_refuses_what_the_form_would(case):
    first = make_card()
    values: dict[str, Any] = {
        "short token": {"token": "x" * 21},
        "no name": {"label": ""},
        "far end": {"ends_on": "2100-01-01"},
        "same token": {"token": first.token},
    }[case]

    with pytest.raises(IntegrityError), transaction.atomic():
        make_card(**values)
    make_card(token="x" * 22, label="a", ends_on="2099-12-31")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"ends_on": 0}, True),
        ({"ends_on": 1}, True),
        ({"ends_on": -1}, False),
        ({"revoked_at": timezone.now()}, False),
    ],
)
def test_in_use_means_the_same_to_the_database_and_to_python(fields, expected):
    fields = {k: today(v) if k == "ends_on" else v for k, v in fields.items()}
    card = make_card(**fields)

    assert card.is_in_use() is expected
    assert VisitingCard.objects.in_use().exists() is expected


def test_cards_go_with_the_account() -> None:
    card = make_card()
    card.owner.delete()

    assert not VisitingCard.objects.exists()


LONG = "x" * 110


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, []),
        ({"headline": "Étudiante", "phone": "06"}, ["Étudiante", "06"]),
        # The ways to write come first: two long texts do not fit beside them.
        (
            {"headline": LONG, "line": LONG, "email": "a@example.org", "phone": "06"},
            [LONG, "a@example.org", "06"],
        ),
        ({"name": "x" * 80, "headline": LONG, "email": "a@example.org"}, ["a@example.org"]),
    ],
)
def test_printed_card_holds_what_fits_on_it(fields, kept):
    card = CardView(**{"name": "Alix", **fields})

    assert card.printed(foot="Rencontre") == kept
