"""What one applied to is kept, told when it changes, and the only thing a yes can be for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from careers.actions import edit_internship, edit_organisation
from careers.applications import actions, answers
from careers.applications.enums import ApplicationState
from careers.applications.moves import NoLongerOpen, Refused
from careers.applications.privacy import export_applications
from careers.models import Application, Internship, Placement
from careers.placements import agreed_terms, terms_actions
from careers.tasks import tell_waiting
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.models import AlreadyDecided
from portal.notifications.models import Notification
from tests.careers.applications.factories import host_of, make_application
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db

LATER = timezone.localdate() + timedelta(days=200)
ELSEWHERE: dict[str, Any] = {
    "city": "Brest", "departement": "29", "starts_on": LATER, "ends_on": LATER + timedelta(days=20),
}  # fmt: skip


def listing_of(one: Application) -> Internship:
    found: Internship = Internship.objects.get(pk=one.internship_id or 0)
    return found


def edit(one: Application, **changes: Any) -> Internship:
    """Its authors change the listing, which goes back to review."""
    listing = listing_of(one)
    for name, value in changes.items():
        setattr(listing, name, value)
    edit_internship(internship=listing, read=listing.revision)
    return listing_of(one)


def settle(listing: Internship, outcome: Outcome = Outcome.APPROVED) -> None:
    reason = "" if outcome == Outcome.APPROVED else Reason.UNCLEAR
    decide(listing, by=make_moderator(), revision=listing.revision, outcome=outcome, reason=reason)


def republish(one: Application, **changes: Any) -> None:
    settle(edit(one, **changes))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(one: Application) -> str:
    return signed_in(one.applicant).get(one.get_absolute_url()).content.decode()


def agree_as_shown(one: Application) -> Any:
    """Press the button of the page."""
    browser = signed_in(one.applicant)
    read = browser.get(one.get_absolute_url()).context["read"]
    address = reverse("careers:application_agree", args=[one.pk])
    return browser.post(address, {"lu": read}, follow=True)


def work() -> None:
    """What the worker does of what waits for it."""
    for row in DBTaskResult.objects.filter(task_path="careers.tasks.tell_waiting"):
        tell_waiting.func(*row.args_kwargs["args"])
        row.delete()


def told(one: Application) -> list[str]:
    work()
    return [n.text for n in Notification.objects.filter(member=one.applicant).order_by("pk")]


def kept(one: Application) -> Internship:
    one.refresh_from_db()
    found = agreed_terms.offer(one)
    assert found
    return found


# --- The copy ------------------------------------------------------------------------


def test_the_copy_says_what_the_listing_said_and_no_edit_reaches_it() -> None:
    one = make_application()
    before = listing_of(one)
    republish(one, **ELSEWHERE, missions="Autre chose.")
    for name in agreed_terms.KEPT:
        assert getattr(kept(one), name) == getattr(before, name), name
    assert kept(one).period_label == before.period_label
    assert kept(one).pay_label == before.pay_label


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.APPROVED, "ouverte"),
        (State.SUBMITTED, "en relecture"),
        (State.REJECTED, "à corriger"),
        (State.WITHDRAWN, "retirée"),
    ],
)
def test_the_applicant_reads_what_they_applied_to_wherever_the_listing_stands(
    state: State, word: str
) -> None:
    one = make_application()
    listing = listing_of(one)
    if state == State.WITHDRAWN:
        listing.withdraw()
    elif state != State.APPROVED:
        listing = edit(one, **ELSEWHERE)
        if state == State.REJECTED:
            settle(listing, Outcome.REJECTED)
    page = page_of(one)
    assert "Lyon (69 – Rhône)" in page
    assert "Préparer les décors avec la régisseuse générale." in page
    assert f"annonce {word}" in page
    # What nobody has read again is not shown, and no link leads to a page that is not there.
    assert "Brest" not in page
    assert (f'href="{listing.get_absolute_url()}"' in page) == (state == State.APPROVED)


def test_closed_and_full_are_said() -> None:
    one = make_application()
    yesterday = timezone.localdate() - timedelta(days=1)
    Internship.objects.update(apply_by=yesterday)
    assert "annonce close" in page_of(one)
    Internship.objects.update(apply_by=timezone.localdate(), places_taken=1)
    assert "Toutes les places sont prises." in page_of(one)
    Application.objects.update(internship=None)
    assert "annonce effacée" in page_of(one)
    assert "Lyon (69 – Rhône)" in page_of(one)


def test_the_copy_is_exported_and_erased_with_the_application() -> None:
    one = make_application()
    [row] = export_applications(one.applicant)
    assert "Lieu\u00a0: Lyon (69 – Rhône)" in row["Termes"]
    # The tutor is somebody else.
    assert "Camille Martin" not in str(row)
    actions.leave_applications(member=one.applicant)
    one.refresh_from_db()
    assert one.terms == {}
    assert "ne sont plus gardés" in page_of(one)


# --- Told ----------------------------------------------------------------------------


def test_who_waits_is_told_once_what_changed_from_what_to_what() -> None:
    one, gone = make_application(), make_user()
    made = make_application(internship=listing_of(one), applicant=gone)
    actions.withdraw(application=made, by=gone)
    Notification.objects.all().delete()
    mail.outbox.clear()
    listing = edit(one, **ELSEWHERE)
    assert told(one) == []
    settle(listing)
    [text] = told(one)
    assert "a changé (Lieu, Dates)" in text
    [letter] = [letter for letter in mail.outbox if letter.to == [one.applicant.email]]  # type: ignore[union-attr]
    assert "Lyon (69 – Rhône) → Brest (29 – Finistère)" in letter.body
    assert told(made) == []
    # The same terms published again are no news.
    republish(one, how_to_apply="Venir avec un carnet.")
    assert len(told(one)) == 1
    tell_waiting.func(listing.pk)
    assert len(told(one)) == 1
    page = page_of(one)
    assert "L’annonce a changé depuis" in page
    assert "<ins>Brest (29 – Finistère)</ins>" in page


def test_who_waits_is_told_of_a_withdrawal_and_of_a_return() -> None:
    one = make_application()
    Notification.objects.all().delete()
    listing_of(one).withdraw()
    assert "a retiré l’annonce" in told(one)[0]
    terms_actions.tell_waiting(listing_of(one).pk, now=timezone.now())
    assert len(told(one)) == 1
    listing = listing_of(one)
    listing.submit()
    settle(listing)
    assert "les termes auxquels vous avez candidaté" in told(one)[1]


def test_an_edit_that_changes_no_term_is_told_to_nobody() -> None:
    one = make_application()
    Notification.objects.all().delete()
    republish(one, how_to_apply="Venir avec un carnet.", missions=f" {kept(one).missions}\r\n")
    assert told(one) == []
    assert "L’annonce a changé depuis" not in page_of(one)


def test_one_press_takes_it_back() -> None:
    one = make_application()
    republish(one, **ELSEWHERE)
    assert 'name="reason" value="conditions"' in page_of(one)
    address = reverse("careers:application_withdraw", args=[one.pk])
    signed_in(one.applicant).post(address, {"reason": "conditions"})
    one.refresh_from_db()
    assert (one.state, one.reason) == (ApplicationState.WITHDRAWN, "conditions")


# --- A yes ---------------------------------------------------------------------------


def refused(one: Application) -> str:
    with pytest.raises(Refused) as caught:
        answers.accept(application=one, by=host_of(one))
    assert not Placement.objects.exists()
    return str(caught.value.messages[0])


def test_no_yes_on_terms_that_nobody_has_read() -> None:
    one = make_application()
    listing = edit(one, **ELSEWHERE)
    assert "n’est pas republiée" in refused(one)
    settle(listing, Outcome.REJECTED)
    assert "n’est pas republiée" in refused(one)
    edit(one, city="Lyon", departement="69", starts_on=kept(one).starts_on,
         ends_on=kept(one).ends_on)  # fmt: skip
    answers.accept(application=one, by=host_of(one))
    assert Placement.objects.get().city == "Lyon"


def test_published_with_other_terms_a_yes_waits_for_the_applicant() -> None:
    one = make_application()
    republish(one, **ELSEWHERE)
    work()
    assert "dès qu’elle aura dit" in refused(one)
    answers.mark_read(application=one, by=host_of(one))
    page = signed_in(host_of(one)).get(one.received_url()).content.decode()
    assert "L’annonce a changé depuis cette candidature" in page
    assert reverse("careers:received_accept", args=[one.pk]) not in page
    Notification.objects.all().delete()
    assert "C’est noté" in agree_as_shown(one).content.decode()
    agree_as_shown(one)
    [line] = Notification.objects.filter(member=host_of(one))
    assert "est d’accord avec les nouveaux termes" in line.text
    assert "D’accord avec les nouveaux termes" in page_of(one)
    answers.accept(application=one, by=host_of(one))
    placement = Placement.objects.get()
    assert (placement.city, placement.starts_on) == ("Brest", LATER)


def test_words_that_change_bind_nobody_and_the_agreement_begins_with_those_read() -> None:
    one = make_application()
    republish(one, missions="Tenir la caisse.", tutor_name="Dominique Gardé", benefits="Rien.")
    assert "Votre candidature garde ce que vous aviez lu" in page_of(one)
    answers.accept(application=one, by=host_of(one))
    placement = Placement.objects.get()
    assert placement.tutor_name == "Camille Martin"
    assert placement.agreement.says("activities").startswith("Préparer les décors")


def test_a_change_of_the_organisation_does_not_keep_it_from_answering() -> None:
    one = make_application()
    organisation = listing_of(one).organisation
    organisation.name = "Nouveau nom"
    edit_organisation(organisation=organisation)
    assert listing_of(one).state == State.SUBMITTED
    answers.accept(application=one, by=host_of(one))
    assert Placement.objects.get().city == "Lyon"


def test_a_withdrawn_listing_can_still_be_answered_on_what_was_applied_to() -> None:
    one = make_application()
    listing_of(one).withdraw()
    answers.accept(application=one, by=host_of(one))
    assert Placement.objects.get().city == "Lyon"


def test_one_agrees_to_what_one_has_read_only() -> None:
    one = make_application()
    republish(one, **ELSEWHERE)
    read = agreed_terms.mark(listing_of(one))
    republish(one, city="Lille", departement="59")
    for mark in (read, "", "x"):
        with pytest.raises(Refused, match="encore de changer"):
            terms_actions.agree(application=one, by=one.applicant, read=mark)
    listing = edit(one, city="Metz", departement="57")
    with pytest.raises(Refused, match="encore de changer"):
        terms_actions.agree(application=one, by=one.applicant, read=agreed_terms.mark(listing))
    with pytest.raises(NoLongerOpen):
        terms_actions.agree(application=one, by=make_user(), read=read)
    assert kept(one).city == "Lyon"
    address = reverse("careers:application_agree", args=[one.pk])
    assert signed_in(host_of(one)).post(address, {"lu": read}).status_code == 404


def test_nobody_agrees_after_an_answer() -> None:
    one = make_application()
    republish(one, **ELSEWHERE)
    answers.decline(applications=[one], by=host_of(one), reason="dates")
    with pytest.raises(NoLongerOpen):
        terms_actions.agree(
            application=one, by=one.applicant, read=agreed_terms.mark(listing_of(one))
        )
    assert "L’annonce a changé depuis" not in page_of(one)


def test_what_was_sent_before_copies_were_kept_can_be_answered() -> None:
    one = make_application()
    Application.objects.update(terms={})
    one.refresh_from_db()
    assert "ne sont plus gardés" in page_of(one)
    answers.accept(application=one, by=host_of(one))
    assert Placement.objects.get().city == "Lyon"


# --- At once -------------------------------------------------------------------------


def together(*acts: Callable[[], Any]) -> list[Any]:
    def closing(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (Refused, AlreadyDecided) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(closing, acts))


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_an_edit_at_once_never_bind_to_the_edit() -> None:
    for _ in range(3):
        one = make_application()
        host = host_of(one)
        accept = partial(answers.accept, application=one, by=host)
        together(partial(edit, one, **ELSEWHERE), accept, accept)
        one.refresh_from_db()
        found = Placement.objects.filter(application=one).first()
        assert (found is not None) == (one.state == ApplicationState.ACCEPTED)
        assert found is None or found.city == "Lyon"
        assert listing_of(one).city == "Brest"


@pytest.mark.django_db(transaction=True)
def test_agreeing_many_times_at_once_is_told_once() -> None:
    one = make_application()
    republish(one, **ELSEWHERE)
    Notification.objects.all().delete()
    read = agreed_terms.mark(listing_of(one))
    acts = [lambda: terms_actions.agree(application=one, by=one.applicant, read=read)] * 6
    together(*acts)
    assert kept(one).city == "Brest"
    assert Notification.objects.filter(member=host_of(one)).count() == 1
