from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.models import Internship, Organisation
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.moderation.models import Decision
from tests.careers.posting import address, typed, write
from tests.factories import (
    PASSWORD,
    form_data,
    make_internship,
    make_organisation,
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


def test_sending_puts_it_in_the_queue(writing: Client, author: User) -> None:
    internship = write(writing, author)
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert "Annonce envoyée" in answer.text
    assert internship.legality is not None
    assert internship.legality["made_on"] == TODAY.isoformat()


def test_sending_twice_is_said_kindly(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.SUBMITTED)
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    assert "déjà partie en relecture" in answer.text


def test_draft_may_be_unfinished(writing: Client, author: User) -> None:
    only_title = {
        "title": "À finir demain",
        "kind": "stage",
        "organisation": author.organisations.get().pk,
        "then": "draft",
    }
    answer = writing.post("/stages/publier/", only_title, follow=True)

    internship = Internship.objects.get()
    assert [name for name in internship.required if getattr(internship, name)] == []
    assert "Brouillon enregistré" in answer.text
    assert "À finir demain" in answer.text


def test_sending_an_unfinished_draft_names_each_gap(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT, tutor_name="", missions="")
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    assert "L’annonce n’est pas partie" in answer.text
    gaps = answer.context["problems"]
    assert [one.text for one in gaps] == ["Nécessaire pour envoyer l’annonce en relecture."] * 2
    internship.refresh_from_db()
    assert internship.state == State.DRAFT
    assert internship.city == "Lyon"
    for gap, field in zip(gaps, ("missions", "tutor_name"), strict=True):
        page = writing.get(gap.url)
        # Each link leads to its step, which says it again beside the field.
        assert set(page.context["form"].errors) == {field}
        assert gap.url.endswith(f"#id_{field}")
        assert f'id="id_{field}"' in page.text


def test_sending_with_a_deadline_gone_by_is_refused(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.DRAFT)
    Internship.objects.filter(pk=internship.pk).update(apply_by=TODAY - timedelta(days=1))
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    assert "déjà passée" in answer.text
    internship.refresh_from_db()
    assert internship.state == State.DRAFT


def test_draft_without_a_title_is_not_made(writing: Client, author: User) -> None:
    answer = writing.post("/stages/publier/", typed(author, title="", production_title="Gardé"))

    assert set(answer.context["form"].errors) == {"title"}
    assert "Gardé" in answer.text
    assert not Internship.objects.exists()


def test_emoji_and_markup_are_kept_and_shown_as_text(writing: Client, author: User) -> None:
    text = "🎬 <script>alert(1)</script> & « oui »"
    internship = write(writing, author, missions=text)
    answer = writing.get(address(internship, steps.REVIEW))

    assert internship.missions == text
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
    data = form_data(InternshipForm(instance=internship, user=author, step=steps.FRAME))
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
    data = form_data(InternshipForm(instance=internship, user=author, step=steps.FRAME))
    answer = writing.post(
        f"/stages/{internship.pk}/modifier/", {**data, "title": "Corrigé"}, follow=True
    )

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert "nouvelle relecture" in answer.text
    assert Client().get(internship.get_absolute_url()).status_code == 404


def test_edit_of_a_sent_listing_cannot_leave_it_unfinished(writing: Client, author: User) -> None:
    internship = make_internship(author=author, state=State.SUBMITTED)
    data = form_data(InternshipForm(instance=internship, user=author, step=steps.TERMS))
    answer = writing.post(address(internship, steps.TERMS), {**data, "city": ""})

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


@pytest.mark.parametrize(
    "action",
    [
        "modifier",
        "modifier/mission",
        "modifier/relire",
        "envoyer",
        "retirer",
        "copier",
        "supprimer",
    ],
)
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

    for path in ("/stages/publier/", "/structures/creer/"):
        for answer in (client.get(path), client.post(path, {"name": "X"})):
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
    data = typed(author, production_title="Trois heures de travail.")
    client.cookies.pop("sessionid")
    answer = client.post("/stages/publier/", data, headers={"Referer": page.request["PATH_INFO"]})
    assert answer["Location"] == "/compte/login/?next=/stages/publier/"

    client.post(answer["Location"], {"login": author.email, "password": PASSWORD})
    back = client.get("/stages/publier/")
    assert "Trois heures de travail." in back.text
    assert "Votre session avait expiré" in back.text
    assert "Trois heures de travail." not in client.get("/stages/publier/").text

    client.post("/stages/publier/", form_data(back.context["form"]))
    assert Internship.objects.get().production_title == "Trois heures de travail."


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
