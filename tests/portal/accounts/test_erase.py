import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from careers.models import Internship, Organisation, OrganisationMember
from portal.accounts import actions, privacy
from portal.accounts.actions import (
    LastAdministrator,
    cancel_erasure,
    erase_member,
    request_erasure,
)
from portal.accounts.models import User
from portal.accounts.models.user import GRACE
from portal.moderation.models import Decision, Report
from portal.notifications.models import Notification, OutgoingMail
from tests.consistency.world import secure
from tests.factories import PASSWORD, make_internship, make_organisation, make_user
from tests.portal.accounts.test_export import confirm, signed_in

LEAVE, STAY = "/compte/supprimer/", "/compte/supprimer/annuler/"


@pytest.mark.django_db
def test_member_leaves_and_changes_their_mind() -> None:
    member = make_user()
    client = signed_in(member)
    assert "Disparaît entièrement" in client.get(LEAVE).text
    answer = client.post(LEAVE)
    assert answer["Location"].startswith("/compte/reauthenticate/")
    assert member in User.objects.present()

    confirm(client)
    assert client.post(LEAVE)["Location"] == LEAVE
    assert not User.objects.get(pk=member.pk).is_present
    assert member not in User.objects.present()
    assert "Garder mon compte" in client.get(LEAVE).text

    assert client.post(STAY)["Location"] == "/compte/"
    assert User.objects.get(pk=member.pk).is_present
    assert member in User.objects.present()


@pytest.mark.django_db
def test_leaving_twice_counts_from_the_first_time_and_is_told_once() -> None:
    member, now = make_user(), timezone.now()
    due = request_erasure(member=member, now=now)

    assert due == now + GRACE
    assert request_erasure(member=member, now=now + timedelta(days=3)) == due
    assert Notification.objects.filter(member=member).count() == 1
    assert cancel_erasure(member=member)
    assert not cancel_erasure(member=member)


@pytest.mark.django_db
def test_leaving_member_still_signs_in() -> None:
    member = make_user()
    request_erasure(member=member)

    assert signed_in(member).get(LEAVE).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("late", "there"), [(timedelta(minutes=-1), True), (timedelta(), False)])
def test_tick_erases_after_seven_days(late: timedelta, there: bool) -> None:
    member, stays = make_user(), make_user()
    due = request_erasure(member=member)
    call_command("tick", "--now", (due + late).isoformat(), verbosity=0)

    assert User.objects.filter(pk=member.pk).exists() is there
    assert User.objects.filter(pk=stays.pk).exists()


@pytest.mark.django_db
def test_one_failed_erasure_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck, free = make_user(), make_user()
    for member in (stuck, free):
        due = request_erasure(member=member)
    original = actions.erase_member

    def fails(*, member: Any, **values: Any) -> bool:
        if member.pk == stuck.pk:
            raise RuntimeError("a secret that no log repeats")
        return original(member=member, **values)

    monkeypatch.setattr(actions, "erase_member", fails)
    call_command("tick", "--now", due.isoformat(), verbosity=0)

    assert list(User.objects.filter(pk__in=[stuck.pk, free.pk])) == [stuck]


@pytest.mark.django_db
def test_last_administrator_cannot_leave() -> None:
    first = make_user(is_superuser=True, is_staff=True)
    second = make_user(is_superuser=True, is_staff=True)
    secure(first)
    request_erasure(member=second)

    with pytest.raises(LastAdministrator):
        request_erasure(member=first)
    with pytest.raises(LastAdministrator):
        erase_member(member=first)
    cancel_erasure(member=second)
    assert erase_member(member=first)


@pytest.mark.django_db
def test_last_administrator_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    member = make_user(is_superuser=True, is_staff=True)
    client = signed_in(member)
    confirm(client)

    assert "le dernier à administrer" in client.post(LEAVE).text
    with pytest.raises(CommandError, match="le dernier"):
        call_command("erase_member", member.email, "--yes")


@pytest.mark.django_db
def test_organisation_goes_with_the_only_one_who_writes_for_it() -> None:
    member = make_user()
    listing = make_internship(author=member)
    Report.objects.create(target=listing, reason="scam", text="Louche.", reporter=make_user())
    erase_member(member=member)

    assert not Organisation.objects.exists()
    assert not Internship.objects.exists()
    assert Decision.objects.count() == 1
    assert Report.objects.get().text == "Louche."


@pytest.mark.django_db
def test_organisation_stays_with_the_others_who_write_for_it() -> None:
    member, colleague = make_user(), make_user()
    organisation = make_organisation(owner=member)
    OrganisationMember.objects.create(organisation=organisation, user=colleague)
    listing = make_internship(author=member, organisation=organisation)
    erase_member(member=member)

    listing.refresh_from_db()
    assert listing.author is None
    assert list(organisation.members.all()) == [colleague]
    assert listing in Internship.objects.visible_to(colleague)


@pytest.mark.django_db
def test_what_others_were_told_no_longer_names_who_left() -> None:
    member, other = make_user(display_name="Lina"), make_user()
    told = Notification.objects.create(
        member=other, actor=member, topic="compte", text="{actor} vous salue."
    )
    erase_member(member=member)

    told.refresh_from_db()
    client = Client()
    client.force_login(other)
    assert "Membre supprimé" in client.get("/notifications/").text


@pytest.mark.django_db
def test_every_device_is_signed_out() -> None:
    member = make_user()
    clients = [signed_in(member) for _ in range(2)]
    assert Session.objects.count() == 2
    erase_member(member=member)

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    for client in clients:
        assert client.get("/compte/")["Location"].startswith("/compte/login/")


@pytest.mark.django_db
def test_files_go_after_the_transaction_and_stay_when_it_is_undone(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    member = make_user()
    name = default_storage.save("portfolio/photo.jpg", ContentFile(b"x"))

    class Stored:
        storage = default_storage

        def __init__(self) -> None:
            self.name = name

    record = privacy.Record(
        model=User,
        through=("id",),
        title="Fichiers",
        holds="Des fichiers.",
        export=None,
        erase=privacy.WITH_ACCOUNT,
        files=lambda member: [Stored()],
    )
    monkeypatch.setattr(privacy, "_records", [*privacy.records(), record])
    with django_capture_on_commit_callbacks() as waiting:
        erase_member(member=member)
    assert default_storage.exists(name)
    for callback in waiting:
        if "delete" in repr(callback):
            callback()
    assert not default_storage.exists(name)


@pytest.mark.django_db
def test_record_without_a_fate_is_refused() -> None:
    with pytest.raises(ValueError, match="fate"):
        privacy.Record(
            model=User,
            through=("id",),
            title="x",
            holds="x",
            export=None,
            erase=lambda member, *, now: None,
        )


@pytest.mark.django_db
def test_admin_offers_no_other_way() -> None:
    administrator = make_user(is_superuser=True, is_staff=True)
    secure(administrator)
    member = make_user()
    client = Client()
    client.force_login(administrator)

    assert client.post(f"/admin/accounts/user/{member.pk}/delete/").status_code == 403
    assert "delete_selected" not in client.get("/admin/accounts/user/").text
    assert User.objects.filter(pk=member.pk).exists()


@pytest.mark.django_db
def test_command_shows_then_erases(capsys: pytest.CaptureFixture[str]) -> None:
    member = make_user()
    call_command("erase_member", member.email)
    assert "Rien n’est effacé" in capsys.readouterr().out
    assert User.objects.filter(pk=member.pk).exists()

    call_command("erase_member", member.email, "--yes")
    assert not User.objects.filter(pk=member.pk).exists()
    with pytest.raises(CommandError, match="Personne"):
        call_command("erase_member", member.email)


@pytest.mark.django_db
def test_purge_counts_then_deletes_what_nothing_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = default_storage.save("portfolio/perdu.jpg", ContentFile(b"x"))
    fresh = default_storage.save("portfolio/neuf.jpg", ContentFile(b"x"))
    old = time.time() - 2 * 86_400
    os.utime(Path(default_storage.path(gone)), (old, old))
    leaving = make_user()
    User.objects.filter(pk=leaving.pk).update(leaving_since=timezone.now() - GRACE)
    call_command("purge")
    printed = capsys.readouterr().out
    assert "1  comptes qui ont demandé" in printed
    assert "1  fichiers dont plus rien" in printed
    assert default_storage.exists(gone)

    call_command("purge", "--yes")
    assert not default_storage.exists(gone)
    assert default_storage.exists(fresh)
    assert not User.objects.filter(pk=leaving.pk).exists()


@pytest.mark.django_db
def test_account_without_a_visit_is_warned_then_erased() -> None:
    seen = timezone.now()
    member, visitor = make_user(), make_user()
    User.objects.update(date_joined=seen)

    def tick(days: int) -> None:
        call_command("tick", "--now", (seen + timedelta(days=days)).isoformat(), verbosity=0)

    tick(699)
    assert not OutgoingMail.objects.exists()
    for _again in range(2):
        tick(700)
    assert Notification.objects.filter(member=member).count() == 1
    User.objects.filter(pk=visitor.pk).update(last_login=seen + timedelta(days=701))
    tick(729)
    assert User.objects.filter(pk=member.pk).exists()
    tick(731)
    assert list(User.objects.filter(pk__in=[member.pk, visitor.pk])) == [visitor]


@pytest.mark.django_db
def test_nobody_is_erased_without_a_month_of_notice() -> None:
    """Had `tick` not run for years: the warning comes first."""
    member, now = make_user(), timezone.now()
    User.objects.update(date_joined=now - timedelta(days=1500))
    call_command("tick", "--now", now.isoformat(), verbosity=0)
    call_command("tick", "--now", (now + timedelta(days=29)).isoformat(), verbosity=0)
    assert User.objects.filter(pk=member.pk).exists()

    call_command("tick", "--now", (now + timedelta(days=30)).isoformat(), verbosity=0)
    assert not User.objects.filter(pk=member.pk).exists()


@pytest.mark.django_db
def test_settled_reports_lose_their_text_when_nobody_waits_for_an_answer() -> None:
    now = timezone.now()
    listing = make_internship()

    def report(**values: Any) -> Report:
        values = {"text": "Canari", "handled_at": now, "outcome": "Fait."} | values
        return Report.objects.create(target=listing, reason="other", **values)

    kept = [
        report(email="passant@example.org"),
        report(reporter=make_user()),
        report(handled_at=None, outcome=""),
    ]
    emptied = [
        report(),
        report(email="passant@example.org", handled_at=now - timedelta(days=186)),
    ]
    call_command("tick", "--now", now.isoformat(), verbosity=0)

    assert set(Report.objects.filter(text="Canari")) == set(kept)
    assert set(Report.objects.filter(text="", email="")) == set(emptied)


@pytest.mark.django_db(transaction=True)
def test_two_erasures_at_once_make_one() -> None:
    member = make_user()

    def erase(_number: int) -> bool:
        try:
            return erase_member(member=member)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(erase, range(4))) == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_last_administrators_one_stays() -> None:
    both = [make_user(is_superuser=True, is_staff=True) for _ in range(2)]

    def leave(member: User) -> str:
        try:
            erase_member(member=member)
        except LastAdministrator:
            return "stays"
        finally:
            connection.close()
        return "gone"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(leave, both)) == ["gone", "stays"]


@pytest.mark.django_db(transaction=True)
def test_erased_while_signing_in_is_told_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = make_user()
    client = Client(raise_request_exception=False)
    from django.contrib.auth import models as auth_models
    from django.contrib.auth.signals import user_logged_in

    def erased_meanwhile(sender: Any, user: Any, **kwargs: Any) -> None:
        User.objects.filter(pk=user.pk).delete()
        auth_models.update_last_login(sender, user)

    user_logged_in.connect(erased_meanwhile)
    try:
        answer = client.post("/compte/login/", {"login": member.email, "password": PASSWORD})
    finally:
        user_logged_in.disconnect(erased_meanwhile)

    assert answer.status_code < 500
    assert client.get("/compte/")["Location"].startswith("/compte/login/")
