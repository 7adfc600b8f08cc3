from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from careers.forms import OrganisationForm
from careers.models import Organisation, OrganisationMember
from portal.moderation.enums import State
from tests.factories import form_data, make_internship, make_organisation, make_user

pytestmark = pytest.mark.django_db

VALUES = {"name": "Les Films du Test", "kind": "film", "city": "Lyon", "departement": "69"}


def typed(**changes: Any) -> dict[str, Any]:
    return {**form_data(OrganisationForm()), **VALUES, **changes}


def test_author_becomes_responsible_and_goes_on_to_the_listing(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    answer = client.post("/structures/creer/", typed(siret="356 000 000 498 37"))

    organisation = Organisation.objects.get()
    assert answer["Location"] == "/stages/publier/"
    assert organisation.slug == "les-films-du-test"
    assert organisation.siret == "35600000049837"
    assert organisation.memberships.get().role == "owner"


def test_the_same_form_sent_twice_makes_one_organisation(client: Client) -> None:
    client.force_login(make_user())
    data = typed()
    client.post("/structures/creer/", data)
    client.post("/structures/creer/", data)

    assert Organisation.objects.count() == 1


def test_two_organisations_of_one_name_have_two_addresses(client: Client) -> None:
    client.force_login(make_user())
    client.post("/structures/creer/", typed())
    client.post("/structures/creer/", typed())

    slugs = set(Organisation.objects.values_list("slug", flat=True))
    assert slugs == {"les-films-du-test", "les-films-du-test-2"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"siret": "12345678901234"}, "siret"),
        ({"siret": "abc"}, "siret"),
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"kind": "nope"}, "kind"),
        ({"departement": "999"}, "departement"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"description": "a\x00b"}, "description"),
    ],
)
def test_bad_input_is_answered_beside_its_field(
    client: Client, changes: dict[str, Any], field: str
) -> None:
    client.force_login(make_user())
    answer = client.post("/structures/creer/", typed(**changes))

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not Organisation.objects.exists()


def test_a_siret_belongs_to_one_organisation(client: Client) -> None:
    make_organisation(siret="35600000049837")
    client.force_login(make_user())
    answer = client.post("/structures/creer/", typed(siret="35600000049837"))

    assert "déjà inscrite avec ce SIRET" in answer.text
    make_organisation(siret="")
    make_organisation(siret="")


def test_database_refuses_a_member_twice_and_an_unknown_kind() -> None:
    user = make_user()
    organisation = make_organisation(owner=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationMember.objects.create(organisation=organisation, user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(kind="invented")
    make_organisation(siret="35600000049837")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(siret="35600000049837")


def test_edit_sends_published_listings_back_to_review(client: Client) -> None:
    owner = make_user()
    organisation = make_organisation(owner=owner)
    published = make_internship(author=owner, organisation=organisation)
    draft = make_internship(author=owner, organisation=organisation, state=State.DRAFT)
    client.force_login(owner)
    data = form_data(OrganisationForm(instance=organisation))
    answer = client.post(
        f"/structures/{organisation.slug}/modifier/", {**data, "name": "Nouveau nom"}, follow=True
    )

    published.refresh_from_db()
    draft.refresh_from_db()
    assert published.state == State.SUBMITTED
    assert draft.state == State.DRAFT
    assert "1 annonce attend" in answer.text
    assert "nouveau nom" in published.search_text


def test_saving_without_a_change_leaves_listings_alone(client: Client) -> None:
    owner = make_user()
    organisation = make_organisation(owner=owner)
    published = make_internship(author=owner, organisation=organisation)
    client.force_login(owner)
    client.post(
        f"/structures/{organisation.slug}/modifier/",
        form_data(OrganisationForm(instance=organisation)),
    )

    published.refresh_from_db()
    assert published.state == State.APPROVED


def test_only_members_edit(client: Client) -> None:
    organisation = make_internship().organisation
    client.force_login(make_user())

    assert client.get(organisation.get_absolute_url()).status_code == 200
    assert client.get(f"/structures/{organisation.slug}/modifier/").status_code == 404
    assert client.post(f"/structures/{organisation.slug}/modifier/", VALUES).status_code == 404


def test_page_shows_open_internships(client: Client) -> None:
    internship = make_internship(title="Bien visible")

    answer = client.get(internship.organisation.get_absolute_url())

    assert "Bien visible" in answer.text
