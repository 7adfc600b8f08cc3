from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from mentoring import mentor_actions as actions
from mentoring.models import MentorGoal, MentorMeeting, MentorNote, Mentorship, MentorThanks
from portal.contact import actions as contact
from portal.notifications.models import Notification
from tests.factories import make_moderator, make_user
from tests.mentoring.mentor_factories import make_mentorship, make_offer

# Session, member, the mentorship, block, faces, and one for each list.
QUERIES = 11


def meeting_data(**changes: Any) -> dict[str, Any]:
    moment = timezone.localtime(timezone.now() + timedelta(days=3))
    return {
        "starts_at": moment.strftime("%Y-%m-%dT18:30"),
        "minutes": "45",
        "format": "video",
        "place": "https://visio.example.org/salle",
        **changes,
    }


def address(name: str, mentorship: Mentorship, *more: int) -> str:
    return reverse(f"mentoring:{name}", args=[mentorship.pk, *more])


@pytest.mark.django_db
def test_a_mentorship_is_its_two_people_s_alone(client: Client) -> None:
    mentorship = make_mentorship()
    meeting = MentorMeeting.objects.create(
        mentorship=mentorship, starts_at=timezone.now() + timedelta(days=1)
    )
    goal = MentorGoal.objects.create(mentorship=mentorship, text="But")
    for stranger in (make_user(), make_offer().mentor, make_moderator()):
        client.force_login(stranger)
        # Staff without a second factor go nowhere at all: the same nothing.
        for name in ("mentorship", "frame", "meeting_add"):
            assert client.get(address(name, mentorship)).status_code in {404, 302}
        for name in ("sign", "goal_add", "note_add", "thanks_add", "mentorship_end"):
            assert client.post(address(name, mentorship)).status_code in {404, 302}
        assert client.post(address("goal_done", mentorship, goal.pk)).status_code in {404, 302}
        for name in ("meeting_cancel", "meeting_ics"):
            answer = client.generic(
                "POST" if name == "meeting_cancel" else "GET",
                reverse(f"mentoring:{name}", args=[meeting.pk]),
            )
            assert answer.status_code in {404, 302}
    mentorship.refresh_from_db()
    meeting.refresh_from_db()
    assert mentorship.is_under_way
    assert meeting.cancelled_at is None


@pytest.mark.django_db
def test_the_page_shows_the_log_to_both(client: Client) -> None:
    mentorship = make_mentorship()
    for person in (mentorship.mentor, mentorship.mentee):
        assert person is not None
        client.force_login(person)
        client.post(address("goal_add", mentorship), {"text": f"But de {person.pk}"})
        client.post(address("note_add", mentorship), {"text": f"Note de {person.pk}"})

    page = client.get(address("mentorship", mentorship)).content.decode()

    for person in (mentorship.mentor, mentorship.mentee):
        assert person is not None
        assert f"But de {person.pk}" in page
        assert f"Note de {person.pk}" in page


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_asks_as_much_for_three_lines_as_for_one(
    item_count: int, client: Client, django_assert_num_queries: Any
) -> None:
    mentorship = make_mentorship()
    for number in range(item_count):
        by = mentorship.mentor if number % 2 else mentorship.mentee
        common = {"mentorship": mentorship, "author": by}
        MentorGoal.objects.create(text="But", **common)
        MentorNote.objects.create(text="Note", **common)
        MentorMeeting.objects.create(starts_at=timezone.now() + timedelta(days=1), **common)
        MentorMeeting.objects.create(starts_at=timezone.now() - timedelta(days=1), **common)
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]

    with django_assert_num_queries(QUERIES):
        client.get(address("mentorship", mentorship))


@pytest.mark.django_db
def test_the_frame_is_signed_as_it_was_read(client: Client) -> None:
    mentorship = make_mentorship()
    read = actions.frame_digest(mentorship)
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]
    changed = {
        "purpose": "Autre but",
        "rhythm": "un appel par mois",
        "ends_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }
    client.post(address("frame", mentorship), changed)
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]

    client.post(address("sign", mentorship), {"read": read})
    mentorship.refresh_from_db()
    assert mentorship.mentee_signed_at is None
    client.post(address("sign", mentorship), {"read": actions.frame_digest(mentorship)})
    mentorship.refresh_from_db()
    assert mentorship.is_signed


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "hier", ""])
def test_a_frame_that_ends_nowhere_is_refused(day: str, client: Client) -> None:
    mentorship = make_mentorship()
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]
    data = {"purpose": "Un but écrit avec soin", "rhythm": "", "ends_on": day}

    page = client.post(address("frame", mentorship), data)

    assert page.status_code == 200
    assert "Un but écrit avec soin" in page.content.decode()
    assert Mentorship.objects.get(pk=mentorship.pk).ends_on == mentorship.ends_on


@pytest.mark.django_db
def test_the_first_meeting_is_remote_or_in_public(client: Client) -> None:
    mentorship = make_mentorship()
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]
    target = address("meeting_add", mentorship)

    refused = client.post(target, meeting_data(format="workplace"))
    assert "premier rendez-vous" in refused.content.decode()
    MentorMeeting.objects.create(
        mentorship=mentorship, starts_at=timezone.now() - timedelta(days=2), format="public"
    )
    assert client.post(target, meeting_data(format="workplace")).status_code == 302


@pytest.mark.django_db
def test_a_minor_is_never_met_at_work(client: Client) -> None:
    mentee = make_user(age_band="15-17")
    mentorship = make_mentorship(mentee=mentee, offer=make_offer(welcomes_minors=True))
    MentorMeeting.objects.create(
        mentorship=mentorship, starts_at=timezone.now() - timedelta(days=2), format="public"
    )
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]

    page = client.post(address("meeting_add", mentorship), meeting_data(format="workplace"))

    assert page.status_code == 200
    assert MentorMeeting.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"starts_at": "2020-01-01T10:00"}, {"starts_at": "9999-12-31T10:00"},
              {"minutes": "0"}, {"minutes": "100000"}, {"format": "chez-moi"}, {"starts_at": ""}]
)  # fmt: skip
def test_an_impossible_meeting_is_refused(wrong: dict[str, str], client: Client) -> None:
    mentorship = make_mentorship()
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]

    page = client.post(address("meeting_add", mentorship), meeting_data(**wrong))

    assert page.status_code == 200
    assert not MentorMeeting.objects.exists()


@pytest.mark.django_db
def test_a_meeting_has_its_calendar_file_and_tells_the_other(client: Client) -> None:
    mentorship = make_mentorship()
    client.force_login(mentorship.mentor)  # type: ignore[arg-type]
    client.post(address("meeting_add", mentorship), meeting_data(place="Café\r\nATTENDEE:x"))
    meeting = MentorMeeting.objects.get()

    answer = client.get(reverse("mentoring:meeting_ics", args=[meeting.pk]))
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")

    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=45)
    assert event.decoded("dtstart") == meeting.starts_at
    assert "ATTENDEE" not in event
    assert Notification.objects.filter(member=mentorship.mentee, topic="mentorat").exists()
    client.post(reverse("mentoring:meeting_cancel", args=[meeting.pk]))
    again = Calendar.from_ical(
        client.get(reverse("mentoring:meeting_ics", args=[meeting.pk])).content
    )
    assert again.walk("VEVENT")[0]["status"] == "CANCELLED"


@pytest.mark.django_db
def test_the_same_line_twice_is_one_line(client: Client) -> None:
    mentorship, key = make_mentorship(), str(uuid4())
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]
    for name in ("goal_add", "note_add"):
        for _ in range(2):
            client.post(address(name, mentorship), {"text": "Une fois", "creation_key": key})

    assert (MentorGoal.objects.count(), MentorNote.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_goal_is_ticked_and_unticked(client: Client) -> None:
    mentorship = make_mentorship()
    goal = MentorGoal.objects.create(mentorship=mentorship, text="Appeler trois régies")
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]
    for wanted, done in (("1", True), ("1", True), ("0", False)):
        client.post(address("goal_done", mentorship, goal.pk), {"done": wanted})
        goal.refresh_from_db()
        assert (goal.done_at is not None) == done


@pytest.mark.django_db
def test_each_may_stop_without_a_reason_and_thank(client: Client) -> None:
    mentorship = make_mentorship()
    meeting = MentorMeeting.objects.create(
        mentorship=mentorship, starts_at=timezone.now() + timedelta(days=1)
    )
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]
    client.post(address("thanks_add", mentorship), {"text": "Trop tôt"})
    client.post(address("mentorship_end", mentorship))
    client.post(address("thanks_add", mentorship), {"text": "Merci pour la régie"})
    client.post(address("thanks_add", mentorship), {"text": "Deux fois"})
    client.post(address("note_add", mentorship), {"text": "Après la fin"})

    mentorship.refresh_from_db()
    meeting.refresh_from_db()
    assert not mentorship.is_under_way
    assert meeting.cancelled_at is not None
    assert mentorship.offer is not None
    assert mentorship.offer.taken == 0
    assert [line.text for line in MentorThanks.objects.all()] == ["Merci pour la régie"]
    assert not MentorNote.objects.exists()
    told = Notification.objects.filter(member=mentorship.mentor).values_list("text", flat=True)
    assert any("terminé" in text for text in told)


@pytest.mark.django_db
def test_stopping_and_blocking_looks_like_a_departure(client: Client) -> None:
    gone, blocked = make_mentorship(), make_mentorship()
    assert gone.mentor
    gone.mentor.leaving_since = timezone.now()
    gone.mentor.save()
    client.force_login(blocked.mentor)  # type: ignore[arg-type]
    client.post(address("mentorship_end", blocked), {"block": "1"})
    pages = []
    for mentorship in (gone, blocked):
        client.force_login(mentorship.mentee)  # type: ignore[arg-type]
        page = client.get(address("mentorship", mentorship)).content.decode()
        assert "Membre supprimé" in page
        numbers = (mentorship.pk, mentorship.thread_id)
        for number in numbers:
            page = page.replace(f"/{number}/", "/0/")
        pages.append([line for line in page.splitlines() if "value=" not in line])

    assert pages[0] == pages[1]


@pytest.mark.django_db
def test_a_block_from_the_thread_ends_the_mentorship() -> None:
    mentorship = make_mentorship()

    contact.block(by=mentorship.mentee, whom=mentorship.mentor)

    mentorship.refresh_from_db()
    assert mentorship.ended_at is not None


@pytest.mark.django_db
def test_an_alert_is_not_told_to_the_other(client: Client) -> None:
    mentorship = make_mentorship()
    client.force_login(mentorship.mentee)  # type: ignore[arg-type]
    before = Notification.objects.filter(member=mentorship.mentor).count()

    answer = client.post(
        reverse("moderation:report", args=["mentorat", mentorship.pk]),
        {"reason": "unwanted", "text": "Il insiste pour venir chez moi.", "good_faith": "on"},
    )

    assert answer.status_code == 302
    assert Notification.objects.filter(member=mentorship.mentor).count() == before


@pytest.mark.django_db
def test_the_last_day_is_recalled_once_to_both() -> None:
    mentorship = make_mentorship()
    later = timezone.now() + timedelta(days=200)
    before = Notification.objects.count()

    for _ in range(2):
        call_command("tick", now=later.isoformat(), verbosity=0)
        assert Notification.objects.count() - before == 2
    assert mentorship.pk


@pytest.mark.django_db
def test_two_people_have_one_mentorship_at_a_time() -> None:
    mentorship = make_mentorship()
    values = {
        "mentor": mentorship.mentor,
        "mentee": mentorship.mentee,
        "ends_on": timezone.localdate(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(**values)
    actions.end(by=mentorship.mentor, mentorship=mentorship)

    assert Mentorship.objects.create(**values).pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"mentee": "mentor"}, {"ends_on": date(2020, 1, 1)}, {"ends_on": date(9000, 1, 1)}]
)
def test_an_impossible_mentorship_is_refused(wrong: dict[str, Any]) -> None:
    mentor, mentee = make_user(), make_user()
    values: dict[str, Any] = {"mentor": mentor, "mentee": mentee, "ends_on": timezone.localdate()}
    values |= {key: mentor if value == "mentor" else value for key, value in wrong.items()}

    with pytest.raises(ValidationError):
        Mentorship(**values).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(**values)
