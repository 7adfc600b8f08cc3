"""From the log to a signed attestation, its code, and the credit on one's page."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.models import Attestation, LearningEntry, Placement, Skill, SkillCategory
from careers.placements import attestation_actions as actions
from careers.placements import attestation_links as links
from careers.placements.enums import AttestationState as State
from mentoring.models import Profile
from portal.accounts.actions import erase_member
from portal.accounts.enums import AgeBand
from tests.careers.placements.factories import host, make_placement
from tests.careers.placements.test_placement import signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TUTOR = "tutrice@example.org"


def make_skill(label: str = "Préparer un décor") -> Skill:
    category, _made = SkillCategory.objects.get_or_create(
        slug="terrain", defaults={"label": "Terrain", "label_en": "Field"}
    )
    return Skill.objects.create(
        slug=f"s-{uuid4().hex[:8]}", label=label, label_en=label, category=category,
        definition="…", confidence="mixed",
    )  # fmt: skip


def make_day(placement: Placement, text: str = "J’ai lu une feuille de service.") -> LearningEntry:
    return actions.save_day(
        placement=placement, by=placement.person, day=timezone.localdate(), text=text,
        skills=[], key=uuid4(),
    )  # fmt: skip


def ask(placement: Placement, **changes: Any) -> Attestation:
    values: dict[str, Any] = {
        "email": TUTOR, "entries": [], "skills": [make_skill()], "hours": False, "key": uuid4(),
    }  # fmt: skip
    return actions.ask(placement=placement, by=placement.person, **(values | changes))


def signed(placement: Placement, **changes: Any) -> Attestation:
    return actions.confirm(
        attestation=ask(placement, **changes), name="Camille Martin", role="régisseuse"
    )


def answer_url(attestation: Attestation) -> str:
    return reverse("careers:attestation_answer", args=[links.token(attestation)])


def test_a_day_is_kept_once_and_read_by_nobody_else() -> None:
    placement, skill = make_placement(begun=10), make_skill()
    address = f"{placement.get_absolute_url()}journal/"
    data = {
        "day": timezone.localdate().isoformat(), "text": "Un jour canari", "skills": [skill.pk],
        "creation_key": str(uuid4()),
    }  # fmt: skip
    client = signed_in(placement.person)
    assert [client.post(address, data).status_code for _twice in range(2)] == [302, 302]
    [day] = LearningEntry.objects.all()
    assert list(day.skills.all()) == [skill]
    assert "Un jour canari" in client.get(address).content.decode()
    for user in (host(placement), make_user()):
        stranger = signed_in(user)
        assert stranger.get(address).status_code == 404
        assert stranger.get(f"{address}{day.pk}/corriger/").status_code == 404
        assert stranger.post(f"{address}{day.pk}/effacer/").status_code == 404
    client.post(f"{address}{day.pk}/corriger/", data | {"text": "Corrigé"})
    assert LearningEntry.objects.get().text == "Corrigé"
    client.post(f"{address}{day.pk}/effacer/")
    assert not LearningEntry.objects.exists()


def test_asking_twice_with_one_form_writes_one_letter_and_copies_what_was_chosen() -> None:
    placement, skill = make_placement(begun=10), make_skill()
    chosen, kept = make_day(placement, "Choisie"), make_day(placement, "Gardée pour moi")
    address = f"{placement.get_absolute_url()}attestations/"
    data = {
        "email": TUTOR, "skills": [skill.pk], "entries": [chosen.pk],
        "creation_key": str(uuid4()),
    }  # fmt: skip
    mail.outbox.clear()
    client = signed_in(placement.person)
    assert [client.post(address, data).status_code for _twice in range(2)] == [302, 302]
    one = Attestation.objects.get()
    assert [letter.to for letter in mail.outbox] == [[TUTOR]]
    # The link itself holds the second it was signed at.
    written = re.search(r"/attestation/repondre/([^/\s]+)/", str(mail.outbox[0].body))
    assert written
    assert links.read(written[1]) == one
    page = Client().get(answer_url(one)).content.decode()
    assert "Choisie" in page
    assert kept.text not in page


@pytest.mark.parametrize(
    "changes", [{"email": "TOI"}, {"placement": "ahead"}, {"placement": "asked"}]
)
def test_what_may_not_be_asked(changes: dict[str, str]) -> None:
    placement = make_placement(begun=None if changes.get("placement") == "ahead" else 10)
    if changes.get("placement") == "asked":
        ask(placement)
    email = placement.person.email if "email" in changes else TUTOR
    with pytest.raises(ValidationError):
        ask(placement, email=email)


def test_five_letters_a_month_at_most() -> None:
    placement = make_placement(begun=10)
    for _time in range(actions.MOST_ASKED):
        actions.take_back(attestation=ask(placement), by=placement.person)
    with pytest.raises(ValidationError, match="Cinq demandes"):
        ask(placement)


def test_the_tutor_signs_once_and_the_address_is_forgotten() -> None:
    placement = make_placement(begun=10)
    one = ask(placement)
    address, client = answer_url(one), Client()
    opened = client.get(address)
    assert opened.status_code == 200
    assert "noindex" in opened["X-Robots-Tag"]
    assert Attestation.objects.get().state == State.ASKED
    missing = client.post(address, {"signer": "1", "name": "", "role": "régisseuse"})
    assert "obligatoire" in missing.content.decode()
    done = client.post(address, {"signer": "1", "name": "Camille Martin", "role": "régisseuse"})
    assert "Merci, c’est signé" in done.content.decode()
    one.refresh_from_db()
    assert (one.state, one.tutor_email, one.tutor_name) == (State.CONFIRMED, "", "Camille Martin")
    assert one.code
    assert len(one.code) == 20
    again = client.post(address, {"signer": "1", "name": "Autre", "role": "autre"})
    assert (again.status_code, client.get(address).status_code) == (410, 410)
    one.refresh_from_db()
    assert one.tutor_name == "Camille Martin"


def test_the_tutor_refuses_with_a_word() -> None:
    placement = make_placement(begun=10)
    one = ask(placement)
    client = Client()
    assert client.post(answer_url(one), {"refuser": "1", "word": ""}).status_code == 200
    client.post(answer_url(one), {"refuser": "1", "word": "Les dates ne vont pas."})
    one.refresh_from_db()
    assert (one.state, one.tutor_email, one.code) == (State.DECLINED, "", None)
    page = signed_in(placement.person).get(one.get_absolute_url()).content.decode()
    assert "Les dates ne vont pas." in page


def test_a_link_ends_with_its_days_and_with_the_asking_taken_back() -> None:
    placement = make_placement(begun=10)
    one = ask(placement)
    Attestation.objects.update(expires_at=timezone.now())
    assert Client().get(answer_url(one)).status_code == 410
    assert actions.expire(now=timezone.now()) == 1
    one.refresh_from_db()
    assert (one.state, one.tutor_email) == (State.EXPIRED, "")
    second = ask(placement)
    signed_in(placement.person).post(f"{second.get_absolute_url()}retirer/")
    assert Client().get(answer_url(second)).status_code == 410
    assert Client().get(answer_url(second)[:-3] + "x/").status_code == 410


def test_nothing_in_a_signed_one_moves() -> None:
    placement = make_placement(begun=10)
    day = make_day(placement, "Telle que signée")
    one = signed(placement, entries=[day])
    day.delete()
    Placement.objects.update(title="Autre titre")
    page = signed_in(placement.person).get(one.get_absolute_url()).content.decode()
    assert "Telle que signée" in page
    assert "Autre titre" not in page


def test_hours_are_said_only_when_asked() -> None:
    placement = make_placement(begun=10)
    placement.hours.create(day=timezone.localdate(), start="09:00", end="17:00", break_minutes=60)
    assert signed(placement).hours_label == ""
    assert signed(placement, hours=True).hours_label == "7\u00a0h"


def test_the_code_confirms_code_dates_and_role_only() -> None:
    placement = make_placement(begun=10, intern=make_user(display_name="Prénom Secret"))
    one = signed(placement, entries=[make_day(placement, "Jour secret")])
    answer = Client().get(one.check_url)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]
    for said in (one.code_label, placement.role_name, one.period_label):
        assert said in page
    host_name = placement.organisation_name
    for kept in ("Prénom Secret", "Jour secret", placement.title, host_name, "Camille", TUTOR):
        assert kept not in page
    loose = one.code_label.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert Client().get(f"/attestation/{loose}/").status_code == 200


def test_a_code_taken_back_is_gone_and_an_unknown_one_never_was() -> None:
    placement = make_placement(begun=10)
    one = signed(placement)
    for _twice in range(2):
        signed_in(placement.person).post(f"{one.get_absolute_url()}retirer/")
    assert Client().get(one.check_url).status_code == 410
    assert Client().get("/attestation/AAAA-AAAA-AAAA-AAAA-AAAA/").status_code == 404


def test_wrong_codes_are_counted() -> None:
    statuses = [Client().get(f"/attestation/{n:020d}/").status_code for n in range(31)]
    assert statuses == [404] * 30 + [429]


def test_other_people_open_no_attestation() -> None:
    placement = make_placement(begun=10)
    one = signed(placement)
    for user in (host(placement), make_user()):
        client = signed_in(user)
        assert client.get(one.get_absolute_url()).status_code == 404
        for act in ("retirer/", "montrer/"):
            assert client.post(one.get_absolute_url() + act).status_code == 404
    one.refresh_from_db()
    assert one.state == State.CONFIRMED


def test_whether_the_address_was_the_organisation_s_is_said() -> None:
    placement = make_placement(begun=10)
    assert not signed(placement).from_host
    assert signed(placement, email=host(placement).email).from_host


def test_the_credit_stands_on_one_s_page_until_hidden_or_taken_back() -> None:
    placement = make_placement(begun=10)
    Profile.objects.create(user=placement.person, handle="stagiaire")
    one = signed(placement)
    reader = signed_in(make_user())
    line = f"Expérience confirmée par {placement.organisation_name}"
    address = Profile.objects.get().get_absolute_url()

    def shown() -> bool:
        page = reader.get(address).content.decode()
        return line in page and one.check_url in page

    assert shown()
    mine = signed_in(placement.person)
    mine.post(f"{one.get_absolute_url()}montrer/", {"montrer": "0"})
    assert not shown()
    mine.post(f"{one.get_absolute_url()}montrer/", {"montrer": "1"})
    assert shown()
    mine.post(f"{one.get_absolute_url()}retirer/")
    assert not shown()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "signed"},
        {"state": "declined"},
        {"state": "declined", "tutor_email": ""},
        {"state": "confirmed", "tutor_email": ""},
        {"answered_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
        {
            "state": "confirmed",
            "tutor_email": "",
            "code": "A" * 20,
            "answered_at": timezone.now(),
        },
        {"code": "A" * 20},
    ],
)
def test_the_database_holds_its_rules(values: dict[str, Any]) -> None:
    ask(make_placement(begun=10))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attestation.objects.update(**values)


def test_codes_are_a_hundred_bits_of_signs_nobody_misreads() -> None:
    codes = {actions.new_code() for _time in range(200)}
    assert len(codes) == 200
    assert all(set(code) <= set(actions.SIGNS) and len(code) == 20 for code in codes)
    assert len(actions.SIGNS) == 32
    assert not set("ILOU") & set(actions.SIGNS)


def test_one_asking_at_a_time_in_the_database_too() -> None:
    one = ask(make_placement(begun=10))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attestation.objects.create(
            placement=one.placement, content={}, expires_at=timezone.now() + timedelta(days=1)
        )


def test_the_code_of_somebody_who_leaves_confirms_nothing() -> None:
    one = signed(make_placement(begun=10))
    placement = one.placement
    placement.person.leaving_since = timezone.now()
    placement.person.save()
    answer = Client().get(one.check_url)
    assert answer.status_code == 410
    assert placement.role_name not in answer.content.decode()
    erase_member(member=placement.person)
    assert Client().get(one.check_url).status_code == 404


def test_a_second_tutor_is_told_that_the_first_has_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have the page open; the second presses its button after the first."""
    one = ask(make_placement(begun=10))
    address = answer_url(one)
    read = links.read(address.split("/")[-2])
    actions.confirm(attestation=one, name="Camille Martin", role="régisseuse")
    stale = iter([read])
    real = links.read
    monkeypatch.setattr(links, "read", lambda text: next(stale, None) or real(text))
    second = Client().post(address, {"signer": "1", "name": "Autre", "role": "autre"})
    assert second.status_code == 410
    assert Attestation.objects.get().tutor_name == "Camille Martin"


def test_no_stranger_writes_to_somebody_of_16() -> None:
    placement = make_placement(begun=10, intern=make_user(age_band=AgeBand.MINOR))
    one = ask(placement)
    assert 'name="word"' not in Client().get(answer_url(one)).content.decode()
    refused = Client().post(answer_url(one), {"refuser": "1", "word": "Écris-moi"})
    assert "Merci, c’est dit" in refused.content.decode()
    one.refresh_from_db()
    assert (one.state, one.word) == (State.DECLINED, "")
    second = ask(placement)
    lure = {"signer": "1", "name": "Camille 06 12 34 56 78", "role": "régisseuse"}
    assert "15 à 17 ans" in Client().post(answer_url(second), lure).content.decode()
    actions.take_back(attestation=second, by=placement.person)
    third = ask(placement, email=host(placement).email)
    Client().post(answer_url(third), {"refuser": "1", "word": "Les dates ne vont pas."})
    third.refresh_from_db()
    assert third.word == "Les dates ne vont pas."


def test_ten_thousand_signs_are_refused_and_kept_in_the_form() -> None:
    placement = make_placement(begun=10)
    long = "mot " * 2500
    data = {"day": timezone.localdate().isoformat(), "text": long, "creation_key": str(uuid4())}
    page = signed_in(placement.person).post(f"{placement.get_absolute_url()}journal/", data)
    assert page.status_code == 200
    assert long.strip() in page.content.decode()
    assert not LearningEntry.objects.exists()
    one = ask(placement)
    for data in ({"signer": "1", "name": long, "role": "x"}, {"refuser": "1", "word": long}):
        assert Client().post(answer_url(one), data).status_code == 200
    assert Attestation.objects.get().state == State.ASKED
