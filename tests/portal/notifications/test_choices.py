from typing import Any

import pytest
from django.test import Client

from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.models import MailChoice
from tests.factories import form_data, make_user
from tests.portal.notifications.factories import TOPIC, choose

pytestmark = pytest.mark.django_db
CHOICES = "/notifications/courriels/"


@pytest.fixture
def member(client: Client) -> Any:
    user = make_user()
    client.force_login(user)
    return user


def test_without_a_choice_mails_leave_at_once(client: Client, member: Any) -> None:
    form = client.get(CHOICES).context["form"]

    assert form[TOPIC].value() == Rhythm.NOW
    assert not MailChoice.objects.exists()


def test_choices_are_kept_and_shown_again(client: Client, member: Any) -> None:
    data = form_data(client.get(CHOICES).context["form"])
    response = client.post(CHOICES, data | {TOPIC: Rhythm.WEEKLY}, follow=True)

    assert "Vos choix sont enregistrés." in response.content.decode()
    assert response.context["form"][TOPIC].value() == Rhythm.WEEKLY
    client.post(CHOICES, data | {TOPIC: Rhythm.NEVER})
    assert MailChoice.objects.of(member).rhythms()[TOPIC] == Rhythm.NEVER


def test_choices_are_ones_own(client: Client, member: Any) -> None:
    other = make_user()
    choose(other, Rhythm.NEVER)
    client.post(CHOICES, form_data(client.get(CHOICES).context["form"]))

    assert MailChoice.objects.of(other).rhythms() == {TOPIC: Rhythm.NEVER}
    assert MailChoice.objects.of(member).rhythms()[TOPIC] == Rhythm.NOW


@pytest.mark.parametrize("given", [{TOPIC: "daily"}, {TOPIC: ""}])
def test_rhythm_that_does_not_exist_is_refused(
    client: Client, member: Any, given: dict[str, str]
) -> None:
    response = client.post(CHOICES, form_data(client.get(CHOICES).context["form"]) | given)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {TOPIC}
    assert not MailChoice.objects.exists()


def test_what_cannot_be_refused_is_said_and_not_asked(client: Client, member: Any) -> None:
    response = client.get(CHOICES)
    data = form_data(response.context["form"])
    client.post(CHOICES, data | {"compte": Rhythm.NEVER})

    assert "compte" not in response.context["form"].fields
    assert "Votre compte" in response.content.decode()
    assert not MailChoice.objects.filter(topic="compte").exists()


def test_every_topic_fits_its_column_and_says_what_it_is() -> None:
    for topic in topics.all_topics():
        assert 0 < len(topic.key) <= 20
        assert str(topic.label)
        assert str(topic.help)
