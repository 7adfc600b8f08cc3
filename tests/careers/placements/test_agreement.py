"""The agreement: two parts, one list, three signatures."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from careers import legal_reference
from careers.models import Agreement, Application, Placement
from careers.placements.actions import ReadAnotherRevision, mark_signed, save_part
from careers.placements.agreement_items import ITEMS, allows
from careers.placements.enums import Side
from careers.placements.view import Paper, paper
from portal.accounts.models import User
from portal.notifications.models import Notification
from tests.careers.placements.factories import host, make_placement, make_ready
from tests.careers.placements.test_placement import signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

WRITTEN = {True: "oui", False: "Écrit."}


def address(placement: Placement) -> str:
    return f"{placement.get_absolute_url()}convention/"


def shown(placement: Placement, reader: User, today: date | None = None) -> Paper:
    placement = Placement.objects.select_related("application", "intern").get(pk=placement.pk)
    found = paper(placement, reader=reader, today=today)
    assert found
    return found


def part(side: Side, **changes: Any) -> dict[str, str]:
    texts = {one.slug: WRITTEN[one.choice] for one in ITEMS if one.side == side}
    return {**texts, "revision": "1", **changes}


def terms(placement: Placement, **changes: Any) -> dict[str, str]:
    names = ("starts_on", "ends_on", "weekly_hours", "hourly_pay", "tutor_name", "tutor_role")
    return {**{name: str(getattr(placement, name)) for name in names}, **changes}


def fill(placement: Placement) -> None:
    """Both sides write everything, through their pages."""
    answer = signed_in(placement.person).post(address(placement), part(Side.INTERN))
    assert answer.status_code == 302
    data = part(Side.HOST) | terms(placement)
    assert signed_in(host(placement)).post(address(placement), data).status_code == 302


def sign_all(placement: Placement, on: date) -> None:
    for side, who in (
        (Side.INTERN, placement.person),
        (Side.HOST, host(placement)),
        (Side.SCHOOL, placement.person),
    ):
        mark_signed(placement=placement, by=who, side=side, on=on)


def test_the_list_says_what_is_missing_then_nothing() -> None:
    placement = make_placement()
    before = shown(placement, placement.person)
    assert "training" in [line.anchor for line in before.missing]
    printed = signed_in(placement.person).get(f"{address(placement)}imprimer/").content.decode()
    assert f"Il manque {len(before.missing)} points" in printed
    assert printed.count("data-missing") == len(before.missing)
    fill(placement)
    after = shown(placement, placement.person)
    assert after.missing == []
    assert after.written == len(after.lines) == len(before.lines)
    printed = signed_in(placement.person).get(f"{address(placement)}imprimer/").content.decode()
    assert "Rien ne manque" in printed
    assert "data-missing" not in printed
    assert "Modèle de travail, à faire signer par les trois parties" in printed


def test_a_minor_needs_the_legal_representative() -> None:
    minor = make_placement(intern=make_user(age_band="15-17"))
    adult = make_placement()
    anchors = {
        one: {line.anchor for line in shown(one, one.person).lines} for one in (minor, adult)
    }
    assert anchors[minor] - anchors[adult] == {"representative"}
    printed = signed_in(minor.person).get(f"{address(minor)}imprimer/").content.decode()
    assert printed.count("date et signature") == 4


def test_each_side_writes_its_own_part_alone() -> None:
    placement = make_placement()
    data = part(Side.INTERN, activities="Autre chose") | terms(placement, weekly_hours="10")
    signed_in(placement.person).post(address(placement), data)
    data = part(Side.HOST, training="Autre chose") | terms(placement, weekly_hours="32")
    signed_in(host(placement)).post(address(placement), data)
    found = Agreement.objects.get()
    assert found.says("activities") == found.says("training") == "Écrit."
    assert Placement.objects.get().weekly_hours == 32


def test_the_second_of_two_savings_is_told_and_loses_nothing() -> None:
    placement = make_placement()
    client = signed_in(placement.person)
    client.post(address(placement), part(Side.INTERN, training="La première"))
    late = client.post(address(placement), part(Side.INTERN, training="La seconde"))
    page = late.content.decode()
    assert "Une autre personne a enregistré cette part" in page
    assert "La seconde" in page
    assert 'name="revision" value="2"' in page
    assert Agreement.objects.get().says("training") == "La première"
    client.post(address(placement), part(Side.INTERN, training="La seconde", revision="2"))
    assert Agreement.objects.get().says("training") == "La seconde"


def test_the_two_sides_do_not_stand_in_each_other_s_way() -> None:
    placement = make_placement()
    fill(placement)
    found = Agreement.objects.get()
    assert (found.intern_revision, found.host_revision) == (2, 2)


def test_an_old_revision_is_refused_below_the_page_too() -> None:
    placement = make_placement()
    save_part(placement=placement, by=placement.person, items={"school": "A"}, read=1)
    with pytest.raises(ReadAnotherRevision):
        save_part(placement=placement, by=placement.person, items={"school": "B"}, read=1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weekly_hours": "60"}, "48"),
        ({"hourly_pay": "-1"}, "0"),
        ({"ends_on": "2020-01-01"}, "Le dernier jour vient après le premier."),
        ({"nights": "peut-être"}, "Sélectionnez un choix valide"),
        ({"activities": "x" * 1501}, "1500"),
        ({"revision": ""}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_and_kept(changes: dict[str, str], said: str) -> None:
    placement = make_placement()
    data = part(Side.HOST, signatory="Dominique Gardé") | terms(placement) | changes
    answer = signed_in(host(placement)).post(address(placement), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "Dominique Gardé" in page
    assert Agreement.objects.get().host_revision == 1


def test_what_is_typed_is_escaped_on_paper() -> None:
    placement = make_placement()
    data = part(Side.INTERN, training="<script>alert(1)</script>")
    signed_in(placement.person).post(address(placement), data)
    page = signed_in(host(placement)).get(f"{address(placement)}imprimer/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("who", "side", "may"),
    [
        ("intern", Side.INTERN, True),
        ("intern", Side.SCHOOL, True),
        ("intern", Side.HOST, False),
        ("host", Side.HOST, True),
        ("host", Side.INTERN, False),
        ("host", Side.SCHOOL, False),
    ],
)
def test_each_side_marks_its_own_signature(who: str, side: Side, may: bool) -> None:
    placement = make_ready()
    user = {"intern": placement.person, "host": host(placement)}[who]
    today = timezone.localdate()
    data = {"side": side.value, "signed_on": today.isoformat(), "read": "1-1"}
    signed_in(user).post(f"{address(placement)}signer/", data)
    assert Agreement.objects.get().signatures.filter(side=side, signed_on=today).exists() == may


def test_a_signature_marked_twice_is_one_and_tells_once() -> None:
    placement = make_ready()
    Notification.objects.all().delete()
    for _twice in range(2):
        mark_signed(
            placement=placement, by=placement.person, side="intern", on=timezone.localdate()
        )
    assert Agreement.objects.get().signatures.count() == 1
    assert [one.member for one in Notification.objects.all()] == [host(placement)]


def test_a_signature_can_be_taken_back() -> None:
    placement = make_ready()
    mark_signed(placement=placement, by=placement.person, side="intern", on=timezone.localdate())
    data = {"side": "intern", "effacer": "1"}
    signed_in(placement.person).post(f"{address(placement)}signer/", data)
    assert Agreement.objects.get().signatures.count() == 0


def test_what_lacks_something_is_not_signed_and_says_what() -> None:
    placement = make_ready()
    agreement = placement.agreement
    agreement.intern_items["referent"] = ""
    agreement.save()
    today = timezone.localdate()
    data = {"side": "intern", "signed_on": today.isoformat(), "read": "1-1"}
    client: Client = signed_in(placement.person)
    page = client.post(f"{address(placement)}signer/", data, follow=True).content.decode()
    assert "convention incomplète" in page
    assert "Enseignant·e référent·e" in page
    assert agreement.signatures.count() == 0
    Placement.objects.update(tutor_name="", tutor_role="")
    with pytest.raises(ValidationError, match="Tuteur ou tutrice"):
        mark_signed(placement=placement, by=placement.person, side="intern", on=today)
    Placement.objects.update(tutor_name=placement.tutor_name)
    agreement.intern_items["referent"] = "Une enseignante"
    agreement.save()
    sign_all(placement, today)
    assert agreement.signatures.count() == 3


def test_a_part_that_moderators_hid_is_written_again_before_anybody_signs() -> None:
    placement = make_ready()
    today = timezone.localdate()
    moderated = Agreement.objects.filter(pk=placement.agreement.pk)
    moderated.update(host_hidden_at=timezone.now())
    with pytest.raises(ValidationError, match="masqué"):
        mark_signed(placement=placement, by=placement.person, side="intern", on=today)
    # Other terms are not another text.
    change(placement, weekly_hours="32")
    assert Agreement.objects.get().host_hidden_at
    page = signed_in(placement.person).get(address(placement)).content.decode()
    assert "masqué par la modération" in page
    assert "masquée à l’autre partie" in signed_in(host(placement)).get(
        address(placement)
    ).content.decode().replace("\u00a0", " ")
    items = {**Agreement.objects.get().host_items, "activities": "Autre chose."}
    read = Agreement.objects.get().host_revision
    save_part(placement=placement, by=host(placement), items=items, read=read)
    assert Agreement.objects.get().host_hidden_at is None
    sign_all(placement, today)
    assert Agreement.objects.get().signatures.count() == 3


def test_nobody_signs_tomorrow() -> None:
    placement = make_ready()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError):
        mark_signed(placement=placement, by=placement.person, side="intern", on=tomorrow)
    data = {"side": "intern", "signed_on": tomorrow.isoformat(), "read": "1-1"}
    client: Client = signed_in(placement.person)
    page = client.post(f"{address(placement)}signer/", data, follow=True).content.decode()
    assert "pas à l’avance" in page


def test_a_change_after_a_signature_is_said() -> None:
    placement = make_ready()
    mark_signed(placement=placement, by=placement.person, side="intern", on=timezone.localdate())
    assert not any(one.stale for one in shown(placement, placement.person).signatures)
    save_part(placement=placement, by=placement.person, items={}, read=1)
    assert [one.side for one in shown(placement, placement.person).signatures if one.stale] == [
        Side.INTERN
    ]


def test_the_first_day_without_three_signatures_is_warned_of() -> None:
    placement = make_ready()
    start = placement.starts_on
    assert start

    def said(days: int) -> str:
        return shown(placement, placement.person, start + timedelta(days=days)).warning

    assert said(-15) == ""
    assert "il manque\u00a0: stagiaire, structure d’accueil, établissement" in said(-14)
    assert "Le stage a commencé" in said(0)
    sign_all(placement, timezone.localdate())
    assert said(0) == ""


def test_signatures_after_the_first_day_are_warned_of() -> None:
    placement = make_ready(begun=1)
    today = timezone.localdate()
    sign_all(placement, today - timedelta(days=1))
    assert shown(placement, placement.person).warning == ""
    mark_signed(placement=placement, by=placement.person, side="school", on=today)
    assert "est venue après le premier jour" in shown(placement, placement.person).warning


def test_whether_nights_are_in_it() -> None:
    placement = make_placement()
    agreement = Agreement.objects.get()
    assert allows(agreement, "nights") is None
    for said, expected in (("oui", True), ("non", False)):
        agreement.host_items["nights"] = said
        assert allows(agreement, "nights") is expected
    assert allows(None, "nights") is None
    assert placement


# --- Terms that change ---------------------------------------------------------------


def change(placement: Placement, **changes: str) -> str:
    """The organisation saves its part with other terms; returns the page that answers."""
    agreement = Agreement.objects.get()
    data = {
        **agreement.host_items,
        "revision": str(agreement.host_revision),
        **terms(Placement.objects.get(pk=placement.pk), **changes),
    }
    client = signed_in(host(placement))
    return client.post(address(placement), data, follow=True).content.decode()


def printed_by(placement: Placement) -> str:
    return signed_in(placement.person).get(f"{address(placement)}imprimer/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hourly_pay": "0"}, "id_hourly_pay_error"),
        ({"ends_on": str(timezone.localdate() + timedelta(days=390))}, "id_starts_on_error"),
    ],
)
def test_terms_that_the_law_refuses_are_not_saved(changes: dict[str, str], said: str) -> None:
    legal_reference.load()
    placement = make_ready(ends_on=timezone.localdate() + timedelta(days=180))
    sign_all(placement, timezone.localdate())
    Notification.objects.all().delete()
    page = change(placement, **changes)
    assert said in page
    found = Placement.objects.get()
    assert (found.hourly_pay, found.ends_on) == (placement.hourly_pay, placement.ends_on)
    assert Agreement.objects.get().signatures.count() == 3
    assert not Notification.objects.exists()
    assert printed_by(placement).count("signée le") == 3


def test_hours_given_for_the_days_agreed_on_do_not_cover_other_days() -> None:
    legal_reference.load()
    placement = make_placement(
        ends_on=timezone.localdate() + timedelta(days=150), presence_hours=300, hourly_pay=0
    )
    assert placement.ends_on
    page = change(placement, ends_on=str(placement.ends_on + timedelta(days=1)))
    assert "id_hourly_pay_error" in page
    assert Placement.objects.get().ends_on == placement.ends_on


def test_other_terms_take_the_signatures_back_and_tell_the_intern() -> None:
    placement = make_ready()
    sign_all(placement, timezone.localdate())
    Placement.objects.update(reminded_at=timezone.now())
    Notification.objects.all().delete()
    mail.outbox.clear()
    change(placement, weekly_hours="32")
    assert Agreement.objects.get().signatures.count() == 0
    assert Placement.objects.get().reminded_at is None
    assert "signée le" not in printed_by(placement)
    [line] = Notification.objects.all()
    assert line.member == placement.person
    assert "(Heures par semaine)" in line.text
    assert "reprises" in line.text
    [letter] = mail.outbox
    assert "35 h → 32 h" in letter.body.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_part_that_says_what_it_said_changes_nothing() -> None:
    placement = make_ready()
    sign_all(placement, timezone.localdate())
    Notification.objects.all().delete()
    change(placement)
    assert shown(placement, placement.person).signed == 3
    assert not Notification.objects.exists()


def test_a_signature_for_another_text_is_not_printed_nor_counted() -> None:
    placement = make_ready()
    sign_all(placement, timezone.localdate())
    signed_in(placement.person).post(address(placement), part(Side.INTERN))
    after = shown(placement, placement.person)
    assert after.signed == 0
    assert "signée le" not in printed_by(placement)
    assert "trois" not in after.warning
    mark_signed(placement=placement, by=placement.person, side="intern", on=timezone.localdate())
    assert shown(placement, placement.person).signed == 1
    assert printed_by(placement).count("signée le") == 1


def test_a_signature_is_for_the_text_that_was_on_the_page() -> None:
    placement = make_ready()
    today = timezone.localdate()
    read = Agreement.objects.get().version
    change(placement, weekly_hours="32")
    data = {"side": "intern", "signed_on": today.isoformat(), "read": read}
    client = signed_in(placement.person)
    page = client.post(f"{address(placement)}signer/", data, follow=True).content.decode()
    assert "vient de changer" in page
    assert Agreement.objects.get().signatures.count() == 0
    data["read"] = Agreement.objects.get().version
    assert f'name="read" value="{data["read"]}"' in page
    client.post(f"{address(placement)}signer/", data)
    assert Agreement.objects.get().signatures.count() == 1


def test_terms_can_be_mended_once_the_listing_is_gone() -> None:
    placement = make_placement()
    Application.objects.update(internship=None)
    change(placement, weekly_hours="32")
    assert Placement.objects.get().weekly_hours == 32
