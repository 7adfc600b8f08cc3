from typing import Any

import pytest
from django.test import Client

from careers import tastes
from careers.models import Role, Skill, Taste, TasteMark
from careers.paths import Graph
from careers.placements import progress_actions
from tests.careers.paths.factories import ask, make_skill, make_taste
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_each_taste_leads_to_several_roles(graph: Graph) -> None:
    """PRODUCT A6: tick « négocier » and get at least two roles."""
    for taste in Taste.objects.all():
        assert len(tastes.suggest(graph, [taste])) >= 2, taste.slug
    assert Taste.objects.count() == 16


@pytest.mark.usefixtures("loaded")
def test_tastes_name_roles_and_skills_that_exist() -> None:
    roles = set(Role.objects.values_list("slug", flat=True))
    skills = set(Skill.objects.values_list("slug", flat=True))
    for taste in Taste.objects.all():
        assert set(taste.roles) <= roles, taste.slug
        assert set(taste.skills) <= skills, taste.slug
        assert taste.confidence == "general_knowledge"
        assert taste.label_en
        assert taste.sentence_en


def test_every_role_answers_to_a_taste(graph: Graph) -> None:
    found = tastes.suggest(graph, list(Taste.objects.all()))

    assert {one.role.slug for one in found} == set(graph.roles)


def test_negotiating_and_numbers_lead_to_production_and_say_why(
    client: Client, loaded: None
) -> None:
    answer = client.get("/parcours/gouts/?gout=negocier&gout=chiffres")

    found = answer.context["suggestions"]
    first = [(one.role.slug, [taste.slug for taste in one.because]) for one in found[:2]]
    assert {slug for slug, _because in first} <= {
        "directeur-de-production", "regisseur-general", "producteur-executif",
        "superviseur-post-production",
    }  # fmt: skip
    assert [because for _slug, because in first] == [["chiffres", "negocier"]] * 2
    assert "Parce que\u00a0: les chiffres, négocier" in answer.text
    assert "à vérifier" in answer.text


def test_most_tastes_come_first_then_most_skills() -> None:
    one, two, three = make_skill(), make_skill(), make_skill()
    numbers = make_taste(label="Chiffres", skills=[one.slug, two.slug])
    writing = make_taste(label="Écrire", skills=[three.slug])
    little, much, both, none = make_role(), make_role(), make_role(), make_role()
    ask(little, one)
    ask(much, one, two)
    ask(both, one, three)
    ask(none, make_skill())
    from careers import paths

    found = tastes.suggest(paths.load(), [numbers, writing])

    assert [suggestion.role for suggestion in found] == [both, much, little]


@pytest.mark.parametrize("query", ["", "?gout=inconnu", "?gout=" + "x" * 5000, "?choisi=1"])
def test_nothing_known_ticked_says_what_to_do(client: Client, loaded: None, query: str) -> None:
    answer = client.get(f"/parcours/gouts/{query}")

    assert answer.status_code == 200
    assert "Rien de coché" in answer.text


def test_htmx_gets_the_suggestions_alone(client: Client, loaded: None) -> None:
    address = "/parcours/gouts/?gout=calme"
    part, page = client.get(address, headers=HTMX), client.get(address)

    assert part.text.lstrip().startswith('<div id="suggestions"')
    assert part.text.strip() in page.text
    assert 'hx-target="#suggestions"' in page.text


def test_page_asks_four_questions(
    client: Client, loaded: None, django_assert_num_queries: Any
) -> None:
    for query in ("?gout=calme", "?gout=calme&gout=nuit&gout=dehors"):
        with django_assert_num_queries(4):
            client.get(f"/parcours/gouts/{query}")


def test_member_keeps_tastes_and_finds_them_again(client: Client, loaded: None) -> None:
    member = make_user()
    client.force_login(member)

    sent = client.post("/parcours/gouts/garder/", {"gout": ["calme", "nuit", "inconnu"]})

    assert sent.headers["Location"] == "/parcours/gouts/?gout=dehors".replace(
        "dehors", "nuit&gout=calme"
    )
    assert {taste.slug for taste in client.get("/parcours/gouts/").context["chosen"]} == {
        "calme",
        "nuit",
    }
    client.post("/parcours/gouts/garder/", {"gout": ["calme"]})
    assert [mark.taste.slug for mark in member.taste_marks.all()] == ["calme"]


def test_form_sent_with_nothing_ticked_shows_nothing(client: Client, loaded: None) -> None:
    """A member who unticks everything is not shown what the account keeps."""
    member = make_user()
    progress_actions.choose(by=member, tastes=[Taste.objects.get(slug="calme")])
    client.force_login(member)

    answer = client.get("/parcours/gouts/?choisi=1")

    assert answer.context["chosen"] == []
    assert "Ne plus garder aucun goût dans mon compte" in answer.text


def test_member_can_keep_no_taste_any_more(client: Client, loaded: None) -> None:
    member = make_user()
    progress_actions.choose(by=member, tastes=[Taste.objects.get(slug="calme")])
    client.force_login(member)

    answer = client.post("/parcours/gouts/garder/", follow=True)

    assert not member.taste_marks.exists()
    assert answer.context["chosen"] == []
    assert "Plus aucun goût n’est gardé dans votre compte." in answer.text
    # There is nothing left to give up.
    assert "Ne plus garder aucun goût" not in client.get("/parcours/gouts/?choisi=1").text


def test_stranger_with_nothing_ticked_is_offered_no_account_form(
    client: Client, loaded: None
) -> None:
    assert "/parcours/gouts/garder/" not in client.get("/parcours/gouts/?choisi=1").text


def test_tastes_of_others_are_nobody_s_business(client: Client, loaded: None) -> None:
    progress_actions.choose(by=make_user(), tastes=[Taste.objects.get(slug="calme")])
    client.force_login(make_user())

    assert client.get("/parcours/gouts/").context["chosen"] == []


def test_keeping_asks_for_an_account(client: Client, loaded: None) -> None:
    answer = client.post("/parcours/gouts/garder/", {"gout": ["calme"]})

    assert answer.status_code == 302
    assert "/compte/login/" in answer.headers["Location"]
    assert not TasteMark.objects.exists()


def test_choosing_twice_keeps_each_taste_once() -> None:
    member, one, two = make_user(), make_taste(), make_taste()

    progress_actions.choose(by=member, tastes=[one, two])
    progress_actions.choose(by=member, tastes=[two])
    progress_actions.choose(by=member, tastes=[two])

    assert [mark.taste for mark in member.taste_marks.all()] == [two]
