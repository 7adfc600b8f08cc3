"""When somebody is free: what is typed, what is computed, what is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.enums import Visibility
from mentoring.models import Profile
from tests.factories import make_user
from tests.mentoring.people_factories import make_profile

pytestmark = pytest.mark.django_db


def send(user: Any, part: str, **values: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(reverse("mentoring:profile_edit", args=[part]), values)


@pytest.mark.parametrize("days", [0, -1])
def test_availability_ends_after_it_begins(days):
    today = timezone.localdate()
    response = send(make_user(), "lieu", available_from=today,
                    available_until=today + timedelta(days=days))  # fmt: skip

    assert response.status_code == (302 if days == 0 else 200)


def test_free_until_a_day_means_free_from_now_on():
    user, today = make_user(), timezone.localdate()
    send(user, "lieu", available_until=today + timedelta(days=9))

    assert Profile.objects.get(user=user).available_from == today


@pytest.mark.parametrize(
    ("start", "end", "free", "said"),
    [
        (None, None, False, ""),
        (0, None, True, "disponible maintenant"),
        (-9, 0, True, "disponible maintenant, jusqu’au"),
        (1, None, False, "disponible dès le"),
        (1, 9, False, "disponible du"),
        (-9, -1, False, ""),
    ],
)
def test_availability_follows_from_the_dates(start, end, free, said):
    today = timezone.localdate()
    profile = make_profile(
        available_from=None if start is None else today + timedelta(days=start),
        available_until=None if end is None else today + timedelta(days=end),
    )

    assert profile.is_available() == free
    assert Profile.objects.available().filter(pk=profile.pk).exists() == free
    label = profile.availability_label()
    assert label.startswith(said) if said else label == ""


def test_free_now_as_far_as_members_may_know():
    profile = make_profile(
        available_from=timezone.localdate(), availability_visibility=Visibility.CONTACTS
    )
    assert profile not in Profile.objects.available()
