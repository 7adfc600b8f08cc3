"""Whom to turn to: on every organisation, listing and meetup, also when nobody was named."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.models import Organisation
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_organisation, make_user

pytestmark = pytest.mark.django_db
GIVEN = {
    "vss_referent": "Déléguée fictive",
    "vss_alert": "01 99 00 00 00",
    "vss_trained_on": date(2026, 3, 3),
}


def card(page: str) -> str:
    start = page.index('class="callsheet vss"')
    return page[start : page.index("</section>", start)]


def give(organisation: Organisation, **values: Any) -> None:
    for name, value in (GIVEN | values).items():
        setattr(organisation, name, value)
    organisation.save()


def test_organisation_and_listing_show_what_was_given(client: Client) -> None:
    internship = make_internship()
    give(internship.organisation)

    for target in (internship, internship.organisation):
        shown = card(client.get(target.get_absolute_url()).text)
        assert "Déléguée fictive" in shown
        assert "01 99 00 00 00" in shown
        assert 'datetime="2026-03-03"' in shown
        assert "non renseigné" not in shown


def test_referent_of_the_listing_comes_before_that_of_the_organisation(client: Client) -> None:
    internship = make_internship(vhss_contact="Alix, sur ce film")
    give(internship.organisation)

    shown = card(client.get(internship.get_absolute_url()).text)

    assert "Alix, sur ce film" in shown
    assert "Déléguée fictive" not in shown


def test_absence_is_said_three_times_with_where_to_turn_instead(client: Client) -> None:
    internship = make_internship()

    for target in (internship, internship.organisation):
        shown = card(client.get(target.get_absolute_url()).text)
        assert shown.count("<em>non renseigné</em>") == 2
        assert "date non renseignée" in shown
        assert "01 87 20 30 90" in shown
        assert 'href="/aide/"' in shown


def test_meetup_shows_its_referent_in_the_same_card(client: Client) -> None:
    meetup = make_meetup(referent_trained_on=date(2026, 1, 8))

    shown = card(client.get(meetup.get_absolute_url()).text)

    assert "Camille Martin" in shown
    assert "brassard orange" in shown
    assert 'datetime="2026-01-08"' in shown


def test_owner_gives_it_in_the_form(client: Client) -> None:
    owner = make_user()
    organisation = make_organisation(owner=owner)
    client.force_login(owner)
    typed = {
        name: getattr(organisation, name)
        for name in ("name", "kind", "siret", "city", "departement", "website", "description")
    }

    coming = timezone.localdate() + timedelta(days=1)
    address = f"/structures/{organisation.slug}/modifier/"
    refused = client.post(address, {**typed, **GIVEN, "vss_trained_on": coming.isoformat()})
    assert "vss_trained_on" in refused.context["form"].errors

    client.post(address, {**typed, **GIVEN, "vss_trained_on": "2026-03-03"})
    organisation.refresh_from_db()
    assert {name: getattr(organisation, name) for name in GIVEN} == GIVEN


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(1, 1, 1)])
def test_training_before_there_were_any_is_refused(day: date) -> None:
    organisation = make_organisation()
    organisation.vss_trained_on = day

    with pytest.raises(ValidationError, match="n’existait pas encore"):
        organisation.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation.save()
