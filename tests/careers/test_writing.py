from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from careers.forms import InternshipForm
from careers.models import Internship, Organisation
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.moderation.models import Decision
from tests.factories import (
    PASSWORD,
    form_data,
    make_internship,
    make_organisation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def author() -> User:
    user = make_user()
    make_organisation(owner=user, name="Les Films du Test")
    return user


@pytest.fixture
def writing(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def typed(author: User, /, **changes: Any) -> dict[str, Any]:
    """A complete form, as a browser would send it."""
    values = {
        **form_data(InternshipForm(user=author)),
        "organisation": author.organisations.get().pk,
        "title": "Stage régie",
        "role": make_role().pk,
        "missions": "Préparer les décors.",
        "learning": "Lire un plan de travail.",
        "city": "Lyon",
        "departement": "69",
        "starts_on": TODAY + timedelta(days=60),
        "ends_on": TODAY + timedelta(days=120),
        "weekly_hours": "35",
        "hourly_pay": "4.50",
        "tutor_name": "Camille Martin",
        "tutor_role": "régisseuse",
        "apply_by": TODAY + timedelta(days=30),
        "how_to_apply": "Écrire à la structure.",
        "then": "preview",
        **changes,
    }
    return {key: value for key, value in values.items() if value is not None}


def test_writing_leads_from_the_form_to_the_preview(writing: Client, author: User) -> None:
    answer = writing.post("/stages/publier/", typed(author), follow=True)

    internship = Internship.objects.get()
    assert internship.author == author
    assert internship.state == State.DRAFT
    assert answer.redirect_chain == [(internship.get_absolute_url(), 302)]
    assert "Envoyer en relecture" in answer.text


def test_sending_puts_it_in_the_queue(writing: Client, author: User) -> None:
    writing.post("/stages/publier/", typed(author))
    internship = Internship.objects.get()
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert "Annonce envoyée" in answer.text


def test_sending_twice_is_said_kindly(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.SUBMITTED)
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    assert "déjà partie en relecture" in answer.text


def test_draft_may_be_unfinished(writing: Client, author: User) -> None:
    only_title = {
        **dict.fromkeys(Internship.REQUIRED, ""),
        "title": "À finir demain",
        "organisation": author.organisations.get().pk,
        "places": "1",
        "then": "draft",
    }
    answer = writing.post("/stages/publier/", only_title, follow=True)

    internship = Internship.objects.get()
    assert [
        getattr(internship, name) for name in Internship.REQUIRED if getattr(internship, name)
    ] == []
    assert "Brouillon enregistré" in answer.text
    assert "À finir demain" in answer.text


def test_sending_an_unfinished_draft_names_each_gap(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT, tutor_name="", missions="")
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    form = answer.context["form"]
    assert set(form.errors) == {"tutor_name", "missions"}
    assert "Nécessaire pour envoyer" in answer.text
    internship.refresh_from_db()
    assert internship.state == State.DRAFT
    assert internship.city == "Lyon"


def test_sending_with_a_deadline_gone_by_is_refused(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    Internship.objects.filter(pk=internship.pk).update(apply_by=TODAY - timedelta(days=1))
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    assert "déjà passée" in answer.text
    internship.refresh_from_db()
    assert internship.state == State.DRAFT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": TODAY + timedelta(days=59)}, "ends_on"),
        ({"apply_by": TODAY - timedelta(days=1)}, "apply_by"),
        ({"apply_by": TODAY + timedelta(days=61)}, "apply_by"),
        ({"starts_on": "31/02/2027"}, "starts_on"),
        ({"starts_on": "9998-01-01"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=60 + 367)}, "ends_on"),
        ({"weekly_hours": "49"}, "weekly_hours"),
        ({"weekly_hours": "1e30"}, "weekly_hours"),
        ({"hourly_pay": "-1"}, "hourly_pay"),
        ({"hourly_pay": "NaN"}, "hourly_pay"),
        ({"places": "0"}, "places"),
        ({"role": "999999"}, "role"),
        ({"departement": "00"}, "departement"),
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"missions": "x" * 10_000}, "missions"),
        ({"missions": "a\x00b"}, "missions"),
        ({"city": "a\x00b"}, "city"),
        ({"how_to_apply": "🎬" * 1001}, "how_to_apply"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_lost(
    writing: Client, author: User, changes: dict[str, Any], field: str
) -> None:
    data = typed(author, tutor_name="Nom gardé", **changes)
    answer = writing.post("/stages/publier/", data)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert "Nom gardé" in answer.text
    assert not Internship.objects.exists()


def test_emoji_and_markup_are_kept_and_shown_as_text(writing: Client, author: User) -> None:
    text = "🎬 <script>alert(1)</script> & « oui »"
    answer = writing.post("/stages/publier/", typed(author, missions=text), follow=True)

    assert Internship.objects.get().missions == text
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_same_form_sent_twice_makes_one_listing(writing: Client, author: User) -> None:
    data = typed(author)
    first = writing.post("/stages/publier/", data)
    second = writing.post("/stages/publier/", data)

    assert Internship.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_spoilt_creation_key_is_replaced(writing: Client, author: User) -> None:
    writing.post("/stages/publier/", typed(author, creation_key="nope"))

    assert Internship.objects.count() == 1


def test_edit_from_an_older_window_keeps_what_was_typed(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    data = form_data(InternshipForm(instance=internship, user=author))
    internship.save_edit(read=internship.revision)
    answer = writing.post(
        f"/stages/{internship.pk}/modifier/", {**data, "title": "Vieille fenêtre"}
    )

    assert "modifiée dans une autre fenêtre" in answer.text
    assert "Vieille fenêtre" in answer.text
    again = form_data(answer.context["form"])
    writing.post(f"/stages/{internship.pk}/modifier/", again)
    internship.refresh_from_db()
    assert internship.title == "Vieille fenêtre"


def test_edit_of_a_published_listing_goes_back_to_review(writing: Client, author: User) -> None:
    internship = make_internship(author=author)
    data = form_data(InternshipForm(instance=internship, user=author))
    answer = writing.post(
        f"/stages/{internship.pk}/modifier/", {**data, "title": "Corrigé"}, follow=True
    )

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert "nouvelle relecture" in answer.text
    assert Client().get(internship.get_absolute_url()).status_code == 404


def test_edit_of_a_sent_listing_cannot_leave_it_unfinished(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.SUBMITTED)
    data = form_data(InternshipForm(instance=internship, user=author))
    answer = writing.post(f"/stages/{internship.pk}/modifier/", {**data, "city": ""})

    assert set(answer.context["form"].errors) == {"city"}


def test_withdrawn_listing_disappears_and_can_be_sent_again(writing: Client, author: User) -> None:
    internship = make_internship(author=author)
    writing.post(f"/stages/{internship.pk}/retirer/")
    assert Client().get(internship.get_absolute_url()).status_code == 404

    writing.post(f"/stages/{internship.pk}/envoyer/")
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_what_nobody_decided_on_can_be_deleted(writing: Client, author: User) -> None:
    for state in (State.DRAFT, State.WITHDRAWN):
        never = make_internship(author=author, state=state)
        writing.post(f"/stages/{never.pk}/supprimer/")

    assert not Internship.objects.exists()


def test_what_was_decided_on_or_waits_cannot_be_deleted(writing: Client, author: User) -> None:
    public = make_internship(author=author)
    public.withdraw()
    waiting = make_internship(author=author, state=State.SUBMITTED)
    rejected = make_internship(author=author, state=State.REJECTED)
    for listing in (public, waiting, rejected):
        answer = writing.post(f"/stages/{listing.pk}/supprimer/", follow=True)
        assert "ne s’efface pas" in answer.text

    assert Internship.objects.count() == 3
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("action", ["modifier", "envoyer", "retirer", "supprimer"])
@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_somebody_elses_listing_is_404_like_a_missing_one(
    writing: Client, action: str, state: State
) -> None:
    theirs = make_internship(state=state)
    for verb in (writing.post, writing.get):
        answer, missing = verb(f"/stages/{theirs.pk}/{action}/"), verb(f"/stages/999999/{action}/")
        assert answer.status_code == missing.status_code
        assert answer.status_code in {404, 405}
    theirs.refresh_from_db()
    assert theirs.state == state


def test_somebody_elses_draft_is_404(writing: Client) -> None:
    theirs = make_internship(state=State.DRAFT)

    assert writing.get(theirs.get_absolute_url()).status_code == 404
    assert writing.get(theirs.organisation.get_absolute_url()).status_code == 404


def test_extra_fields_change_nothing(writing: Client, author: User) -> None:
    other = make_organisation(owner=make_user())
    writing.post(
        "/stages/publier/",
        typed(author, state="approved", published_at="2026-01-01", author=1, revision=7),
    )
    internship = Internship.objects.get()
    assert internship.state == State.DRAFT
    assert internship.published_at is None

    answer = writing.post("/stages/publier/", typed(author, organisation=other.pk))
    assert set(answer.context["form"].errors) == {"organisation"}


def test_without_organisation_that_comes_first(client: Client) -> None:
    client.force_login(make_user())
    answer = client.get("/stages/publier/", follow=True)

    assert answer.redirect_chain[-1][0] == "/structures/creer/"
    assert "Présentez d’abord la structure" in answer.text


def test_minors_do_not_publish(client: Client) -> None:
    client.force_login(make_user(age_band="15-17"))

    for address in ("/stages/publier/", "/structures/creer/"):
        for answer in (client.get(address), client.post(address, {"name": "X"})):
            assert answer.status_code == 403
            assert "majeur" in answer.text
    assert not Organisation.objects.exists()


def test_how_to_apply_is_for_members_only(client: Client) -> None:
    internship = make_internship(how_to_apply="Écrire à canari@example.org.")

    stranger = client.get(internship.get_absolute_url())
    client.force_login(make_user())
    member = client.get(internship.get_absolute_url())

    assert "canari@example.org" not in stranger.text
    assert "canari@example.org" in member.text


def test_address_with_another_title_leads_to_the_right_one(client: Client) -> None:
    internship = make_internship()
    answer = client.get(f"/stages/{internship.pk}-ancien-titre/")

    assert answer.status_code == 302
    assert answer["Location"] == internship.get_absolute_url()


def test_closed_listing_says_so(client: Client) -> None:
    internship = make_internship()
    Internship.objects.filter(pk=internship.pk).update(apply_by=TODAY - timedelta(days=1))

    assert "Candidatures closes" in client.get(internship.get_absolute_url()).text


def test_what_was_typed_survives_a_session_that_ran_out(client: Client, author: User) -> None:
    client.force_login(author)
    page = client.get("/stages/publier/")
    data = typed(author, missions="Trois heures de travail.")
    client.cookies.pop("sessionid")
    answer = client.post("/stages/publier/", data, headers={"Referer": page.request["PATH_INFO"]})
    assert answer["Location"] == "/compte/login/?next=/stages/publier/"

    client.post(answer["Location"], {"login": author.email, "password": PASSWORD})
    back = client.get("/stages/publier/")
    assert "Trois heures de travail." in back.text
    assert "Votre session avait expiré" in back.text
    assert "Trois heures de travail." not in client.get("/stages/publier/").text

    client.post("/stages/publier/", form_data(back.context["form"]))
    assert Internship.objects.get().missions == "Trois heures de travail."


def test_button_pressed_without_session_leads_back_to_its_page(
    client: Client, author: User
) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    here = internship.get_absolute_url()
    answer = client.post(
        f"/stages/{internship.pk}/envoyer/", headers={"Referer": f"http://testserver{here}"}
    )
    assert answer["Location"] == f"/compte/login/?next={here}"

    foreign = client.post(
        f"/stages/{internship.pk}/envoyer/", headers={"Referer": "https://evil.example/x"}
    )
    assert foreign["Location"].endswith(f"next=/stages/{internship.pk}/envoyer/")


def test_passwords_are_not_kept_for_later(client: Client) -> None:
    client.post("/compte/password/change/", {"oldpassword": "secret-canari", "password1": "x"})

    assert "canari" not in str(dict(client.session.items()))
