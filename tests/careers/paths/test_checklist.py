from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from careers.models import Role, SkillMark
from careers.placements import progress_actions
from tests.careers.paths.factories import ask, make_skill, make_taste
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db


def role_with(*labels: str) -> tuple[Role, list[Any]]:
    role, skills = make_role(), [make_skill(label=label) for label in labels]
    ask(role, *skills)
    return role, skills


def address(role: Role) -> str:
    return f"{role.get_absolute_url()}competences/"


def test_share_is_computed_from_the_address_without_an_account(client: Client) -> None:
    role, (one, two, three, _four) = role_with("Un", "Deux", "Trois", "Quatre")

    answer = client.get(
        address(role),
        {f"c-{one.slug}": "yes", f"c-{two.slug}": "some", f"c-{three.slug}": "no"},
    )

    cover = answer.context["cover"]
    assert (cover.yes, cover.some, cover.total, cover.percent) == (1, 1, 4, 38)
    assert cover.cells == ["yes", "some", "no", "no"]
    assert f'name="c-{one.slug}" value="yes" checked' in answer.text
    assert not SkillMark.objects.exists()
    # What was ticked goes along to the way.
    assert f"?vers={role.slug}&amp;acquis={one.slug}" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"c-inconnue": "yes"},
        {"c-": "yes"},
        {f"c-{number}": "yes" for number in range(500)},
    ],
)
def test_share_of_nothing_is_nothing(client: Client, query: dict[str, str]) -> None:
    role, _skills = role_with("Un")

    assert client.get(address(role), query).context["cover"].percent == 0


def test_level_that_does_not_exist_is_passed_over(client: Client) -> None:
    role, (skill,) = role_with("Un")

    assert client.get(address(role), {f"c-{skill.slug}": "expert"}).context["cover"].yes == 0


def test_visitor_is_given_a_form_that_writes_nothing(client: Client) -> None:
    role, _skills = role_with("Un")

    answer = client.get(address(role))

    assert f'<form class="stack" action="{address(role)}" method="get"' in answer.text
    assert "csrfmiddlewaretoken" not in answer.text


def test_role_without_skills_says_so(client: Client) -> None:
    assert "Aucune compétence décrite" in client.get(address(make_role())).text


def test_unknown_role_is_not_found(client: Client) -> None:
    assert client.get("/metiers/inconnu/competences/").status_code == 404


def test_member_keeps_levels_for_every_role_that_asks_the_same(client: Client) -> None:
    role, (shared, own) = role_with("Commune", "Propre")
    other = make_role()
    ask(other, shared)
    member = make_user()
    client.force_login(member)

    values = {f"c-{shared.slug}": "yes", f"c-{own.slug}": "some"}
    sent = client.post(f"{address(role)}garder/", values)

    assert sent.headers["Location"] == address(role)
    assert SkillMark.objects.of(member).levels() == {shared.slug: "yes", own.slug: "some"}
    assert client.get(address(other)).context["cover"].percent == 100


def test_saving_one_list_leaves_the_others_alone(client: Client) -> None:
    role, (skill,) = role_with("Ici")
    elsewhere, member = make_skill(), make_user()
    progress_actions.rate(by=member, levels={elsewhere: "yes", skill: "no"})
    client.force_login(member)

    client.post(f"{address(role)}garder/", {f"c-{skill.slug}": "some"})

    assert SkillMark.objects.of(member).levels() == {elsewhere.slug: "yes", skill.slug: "some"}


def test_members_see_their_own_levels_only(client: Client) -> None:
    role, (skill,) = role_with("Un")
    progress_actions.rate(by=make_user(), levels={skill: "yes"})
    client.force_login(make_user())

    assert client.get(address(role)).context["cover"].yes == 0


def test_keeping_asks_for_an_account(client: Client) -> None:
    role, (skill,) = role_with("Un")

    answer = client.post(f"{address(role)}garder/", {f"c-{skill.slug}": "yes"})

    assert "/compte/login/" in answer.headers["Location"]
    assert not SkillMark.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_skill_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    role, _skills = role_with(*"abc"[:item_count])

    with django_assert_num_queries(2):
        client.get(address(role))


def test_what_the_browser_kept_is_taken_over_at_once(client: Client) -> None:
    role, (known, begun) = role_with("Un", "Deux")
    taste, member = make_taste(), make_user()
    progress_actions.rate(by=member, levels={known: "no"})
    client.force_login(member)

    sent = client.post(
        "/parcours/reprendre/",
        {
            f"c-{known.slug}": "yes",
            f"c-{begun.slug}": "some",
            "c-inconnue": "yes",
            "gout": [taste.slug],
            "metier": role.slug,
        },
    )

    assert sent.headers["Location"] == address(role)
    assert SkillMark.objects.of(member).levels() == {known.slug: "yes", begun.slug: "some"}
    assert [mark.taste for mark in member.taste_marks.all()] == [taste]


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({}, "/mon-espace/"),
        ({"metier": "//ailleurs.example"}, "/mon-espace/"),
        ({"gout": "inconnu"}, "/mon-espace/"),
    ],
)
def test_taking_over_leads_back_into_the_site(
    client: Client, values: dict[str, str], target: str
) -> None:
    client.force_login(make_user())

    assert client.post("/parcours/reprendre/", values).headers["Location"] == target


def test_taking_over_is_offered_hidden_until_a_script_finds_something(client: Client) -> None:
    role, _skills = role_with("Un")
    assert "data-clap-take-over" not in client.get(address(role)).text

    client.force_login(make_user())

    for page in (address(role), "/parcours/gouts/", "/mon-espace/"):
        assert "data-clap-take-over hidden" in client.get(page).text


def test_a_skill_is_marked_once_and_with_a_known_level() -> None:
    member, skill = make_user(), make_skill()
    SkillMark.objects.create(member=member, skill=skill, level="yes")
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        SkillMark.objects.create(member=member, skill=skill, level="no")


def test_a_level_that_does_not_exist_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="skill_mark_level_known"):
        SkillMark.objects.create(member=make_user(), skill=make_skill(), level="pro")
