"""A role's guide gathers what every floor has about it; a member follows the role."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from careers import hub
from careers.models import RoleFollow, RoleStep
from careers.placements import progress_actions
from tests.careers.paths.factories import lead
from tests.events.factories import make_meetup
from tests.factories import make_department, make_internship, make_role, make_user
from tests.mentoring.mentor_factories import make_offer

pytestmark = pytest.mark.django_db


def rows(client: Client, role: Any) -> dict[str, Any]:
    return {str(row.term): row for row in client.get(role.get_absolute_url()).context["hub"]}


def offer(role: Any, **fields: Any) -> None:
    make_offer(**fields).roles.add(role)


def labels(row: Any) -> list[str]:
    return [str(link.label) for link in row.links]


def test_internships_mentors_meetups_and_resources_stand_together(client: Client) -> None:
    """PRODUCT A11: follow Régie and find all four on one page."""
    role = make_role()
    make_internship(role=role, title="Stage en régie")
    offer(role)
    make_meetup(title="Café régie")
    client.force_login(make_user())

    found = rows(client, role)

    assert list(found) == ["Stages", "Mentors", "Rencontres", "Ressources"]
    assert labels(found["Stages"]) == ["Stage en régie"]
    assert labels(found["Mentors"]) == ["1 disponible"]
    assert found["Mentors"].links[0].url == f"/mentorat/?metier={role.slug}"
    assert labels(found["Rencontres"]) == ["Café régie"]
    assert found["Ressources"].more.url == "/ressources/"


def test_each_row_says_so_when_it_is_empty(client: Client) -> None:
    role = make_role()
    make_internship(title="D’un autre métier")
    make_meetup(title="Soirée son")
    client.force_login(make_user())

    found = rows(client, role)
    page = client.get(role.get_absolute_url()).text

    for term in ("Stages", "Mentors", "Rencontres"):
        assert found[term].links == []
        assert str(found[term].empty) in page.replace("&#x27;", "'")
        assert found[term].more.url in page


def test_visitor_is_shown_no_mentor_not_even_their_number(client: Client) -> None:
    role = make_role()
    offer(role)

    assert labels(rows(client, role)["Mentors"]) == ["Comment marche le mentorat"]
    assert "1 disponible" not in client.get(role.get_absolute_url()).text


def test_minors_count_the_mentors_who_welcome_them(client: Client) -> None:
    role = make_role()
    offer(role)
    offer(role, welcomes_minors=True)
    client.force_login(make_user(age_band="15-17"))

    assert labels(rows(client, role)["Mentors"]) == ["1 disponible"]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Café RÉGIE", True),
        ("Rencontre avec une régisseuse", True),
        ("La régie, et après\u202f?", True),
        ("Soirée montage", False),
    ],
)
def test_meetup_is_about_a_role_when_its_title_says_so(
    client: Client, title: str, found: bool
) -> None:
    role = make_role()
    make_meetup(title=title)

    assert labels(rows(client, role)["Rencontres"]) == ([title] if found else [])


@pytest.mark.parametrize("item_count", [1, 3])
def test_sheet_costs_the_same_for_one_meetup_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    role = make_role()
    for _ in range(item_count):
        make_meetup(title="Café régie")
        make_internship(role=role)
    member = make_user()
    request = type("Request", (), {"user": member})()
    with django_assert_num_queries(3):
        list(hub.rows(request, role))


def test_member_follows_a_role_and_finds_it_on_their_page(client: Client) -> None:
    role = make_role(title="Perchiste")
    client.force_login(make_user())
    address = f"{role.get_absolute_url()}suivre/"

    sent = client.post(address, {"suivre": "oui"})
    client.post(address, {"suivre": "oui"})

    assert sent.headers["Location"] == role.get_absolute_url()
    assert RoleFollow.objects.count() == 1
    assert "Métiers suivis" in client.get("/mon-espace/").text
    assert "Ne plus suivre" in client.get(role.get_absolute_url()).text

    client.post(address, {"suivre": "non"})
    client.post(address, {"suivre": "non"})

    assert not RoleFollow.objects.exists()
    assert "Métiers suivis" not in client.get("/mon-espace/").text


def test_following_is_one_s_own(client: Client) -> None:
    role = make_role()
    progress_actions.follow(by=make_user(), role=role, wanted=True)
    client.force_login(make_user())

    assert client.get(role.get_absolute_url()).context["follows"] is False
    assert list(client.get("/mon-espace/").context["followed_roles"]) == []


def test_following_asks_for_an_account_and_a_form(client: Client) -> None:
    role = make_role()
    address = f"{role.get_absolute_url()}suivre/"

    assert "/compte/login/" in client.post(address, {"suivre": "oui"}).headers["Location"]
    client.force_login(make_user())
    assert client.get(address).status_code == 405
    assert client.post("/metiers/inconnu/suivre/", {"suivre": "oui"}).status_code == 404
    assert not RoleFollow.objects.exists()


def test_a_role_is_followed_once() -> None:
    member, role = make_user(), make_role()
    RoleFollow.objects.create(member=member, role=role)
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        RoleFollow.objects.create(member=member, role=role)


def test_guide_leads_to_the_way_and_to_the_checklist(client: Client, loaded: None) -> None:
    page = client.get("/metiers/regisseur/").text

    assert "/parcours/?vers=regisseur" in page
    assert "/parcours/?de=regisseur" in page
    assert "/metiers/regisseur/competences/" in page


@pytest.mark.parametrize("page", ["/", "/metiers/", "/mon-espace/"])
def test_the_map_is_found_from(client: Client, loaded: None, page: str) -> None:
    client.force_login(make_user())
    main = client.get(page).text.partition("<main")[2].partition("</main>")
    foot = main[2]

    assert 'href="/parcours/"' in main[0]
    assert 'href="/parcours/"' in foot


def test_years_without_a_source_are_refused_by_the_database() -> None:
    role, other = make_role(), make_role(department=make_department(slug="image", label="Image"))
    with pytest.raises(IntegrityError, match="role_step_years_have_a_source"):
        lead(role, other, usual_years="2 ans")


def test_years_found_here_are_kept_by_a_reload(loaded: None) -> None:
    from careers import reference

    step = RoleStep.objects.get(role__slug="scripte", to__slug="monteur")
    step.usual_years, step.years_source = "2 ans", "Enquête"
    step.save()

    reference.load()

    assert RoleStep.objects.get(role__slug="scripte", to__slug="monteur").usual_years == "2 ans"
