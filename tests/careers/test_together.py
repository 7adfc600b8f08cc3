"""What several people, or one impatient one, do to the same listing at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from careers.forms import InternshipForm, OrganisationForm
from careers.models import Internship, Organisation
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from tests.factories import (
    form_data,
    make_internship,
    make_moderator,
    make_organisation,
    make_user,
)

HANDS = 8


def at_once(one: Callable[[int], Any]) -> list[Any]:
    """What each of eight hands got, all of them acting at the same time."""

    def closing(number: int) -> Any:
        try:
            return one(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as threads:
        return list(threads.map(closing, range(HANDS)))


def signed_in(user: Any) -> list[Client]:
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(user)
    return clients


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_makes_one_listing() -> None:
    author = make_user()
    organisation = make_organisation(owner=author)
    data = {"title": "Stage", "kind": "stage", "organisation": organisation.pk}
    data |= {"creation_key": uuid4()}
    clients = signed_in(author)
    statuses = at_once(lambda n: clients[n].post("/stages/publier/", data).status_code)

    assert statuses == [302] * HANDS
    assert Internship.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_organisation_form_sent_many_times_at_once_makes_one() -> None:
    data = {**form_data(OrganisationForm()), "name": "Films", "kind": "film", "city": "Lyon"}
    data |= {"departement": "69", "siret": "35600000049837"}
    clients = signed_in(make_user())
    statuses = at_once(lambda n: clients[n].post("/structures/creer/", data).status_code)

    assert set(statuses) <= {200, 302}
    assert 302 in statuses
    assert Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_name_taken_by_many_at_once_gives_each_an_address() -> None:
    users = [make_user() for _ in range(HANDS)]
    data = {"name": "Films", "kind": "film", "city": "Lyon", "departement": "69"}
    clients = [signed_in(user)[0] for user in users]
    statuses = at_once(lambda n: clients[n].post("/structures/creer/", data).status_code)

    assert statuses == [302] * HANDS
    assert Organisation.objects.values("slug").distinct().count() == HANDS


@pytest.mark.django_db(transaction=True)
def test_edits_at_once_keep_one_and_tell_the_others() -> None:
    author = make_user()
    internship = make_internship(author=author, state=State.DRAFT)
    data = form_data(InternshipForm(instance=internship, user=author))
    clients = signed_in(author)

    def edit(number: int) -> int:
        answer = clients[number].post(
            f"/stages/{internship.pk}/modifier/", {**data, "title": f"Titre {number}"}
        )
        if answer.status_code == 200:
            assert f"Titre {number}" in answer.text
            assert "modifiée dans une autre fenêtre" in answer.text
        return int(answer.status_code)

    statuses = at_once(edit)

    assert sorted(statuses) == [200] * (HANDS - 1) + [302]
    internship.refresh_from_db()
    assert internship.revision == 2
    assert internship.title == f"Titre {statuses.index(302)}"


@pytest.mark.django_db
def test_edit_after_a_colleague_withdrew_leaves_it_withdrawn() -> None:
    internship = make_internship()
    mine = Internship.objects.get(pk=internship.pk)
    internship.withdraw()
    mine.title = "Corrigé"
    mine.save_edit(read=mine.revision)

    mine.refresh_from_db()
    assert mine.state == State.WITHDRAWN
    assert mine.title == "Corrigé"
    assert mine.published_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("before", [State.REJECTED, State.WITHDRAWN])
def test_listing_sent_again_without_an_edit_can_be_decided(before: State) -> None:
    internship = make_internship()
    if before == State.WITHDRAWN:
        internship.withdraw()
    else:
        internship.save_edit(read=internship.revision)
        decide(
            internship,
            by=make_moderator(),
            revision=internship.revision,
            outcome=Outcome.REJECTED,
            reason=Reason.UNCLEAR,
        )
    internship.submit()
    decide(internship, by=make_moderator(), revision=internship.revision, outcome=Outcome.APPROVED)

    assert internship.state == State.APPROVED


@pytest.mark.django_db
def test_somebody_elses_creation_key_is_replaced(client: Client) -> None:
    theirs = make_internship(state=State.DRAFT)
    author = make_user()
    organisation = make_organisation(owner=author)
    client.force_login(author)
    data = {"title": "Le mien", "kind": "stage", "organisation": organisation.pk}
    answer = client.post("/stages/publier/", {**data, "creation_key": theirs.creation_key})
    assert answer.status_code == 302
    assert Internship.objects.get(title="Le mien").creation_key != theirs.creation_key

    data = {"name": "Films", "kind": "film", "city": "Lyon", "departement": "69"}
    key = theirs.organisation.creation_key
    assert client.post("/structures/creer/", {**data, "creation_key": key}).status_code == 302
    assert Organisation.objects.get(name="Films").creation_key != key


@pytest.mark.django_db
def test_saving_without_a_change_leaves_a_published_listing_online(client: Client) -> None:
    author = make_user()
    internship = make_internship(author=author)
    client.force_login(author)
    data = form_data(InternshipForm(instance=internship, user=author))
    client.post(f"/stages/{internship.pk}/modifier/", data)

    internship.refresh_from_db()
    assert internship.state == State.APPROVED


@pytest.mark.django_db
def test_renamed_organisation_is_found_by_its_new_name(client: Client) -> None:
    owner = make_user()
    organisation = make_organisation(owner=owner)
    draft = make_internship(author=owner, organisation=organisation, state=State.DRAFT)
    client.force_login(owner)
    data = form_data(OrganisationForm(instance=organisation))
    client.post(f"/structures/{organisation.slug}/modifier/", {**data, "name": "Nom tout neuf"})

    draft.refresh_from_db()
    assert "nom tout neuf" in draft.search_text


@pytest.mark.django_db
def test_organisation_does_not_take_an_address_of_the_site(client: Client) -> None:
    client.force_login(make_user())
    data = {"name": "Créer", "kind": "film", "city": "Lyon", "departement": "69"}
    client.post("/structures/creer/", data)

    assert Organisation.objects.get().slug == "creer-2"
