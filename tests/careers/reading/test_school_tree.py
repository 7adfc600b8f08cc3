from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from careers import school_tree
from careers.models import Aid, Question, Role, School, Term
from tests.careers.reading.samples import leads_somewhere

QUESTIONS = school_tree.tree()["questions"]
MOST = 5


def paths(name: str, taken: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every way through the questions, to an end."""
    if name.startswith(school_tree.END):
        yield taken
        return
    assert name not in taken, f"{taken} revient à {name}"
    for option in QUESTIONS[name]["options"]:
        yield from paths(option["next"], taken | {name: option["value"]})


PATHS = list(paths(school_tree.tree()["start"], {}))


def test_every_way_ends_in_few_questions_with_a_door_without_fees() -> None:
    ends = set()
    for taken in PATHS:
        walk = school_tree.walk(taken)
        assert walk.end is not None, taken
        assert walk.question is None
        assert 2 <= len(walk.answered) <= MOST, taken
        assert walk.end["routes"][0]["fees"] == "aucun", taken
        assert len(walk.end["routes"]) >= 3, taken
        ends.add(walk.name.removeprefix(school_tree.END))
    assert ends == set(school_tree.tree()["ends"])


def test_every_question_is_asked() -> None:
    assert {name for taken in PATHS for name in taken} == set(QUESTIONS)


def test_first_unknown_answer_is_asked_again() -> None:
    walk = school_tree.walk({"envie": "technique", "niveau": "licorne", "temps": "oui"})

    assert walk.name == "niveau"
    assert [step.answer for step in walk.answered] == ["Tenir un outil"]


def test_answers_of_another_way_are_left_out() -> None:
    walk = school_tree.walk({"permis": "oui", "film": "oui"})

    assert (walk.name, walk.query) == ("envie", {})


@pytest.mark.django_db
def test_page_asks_then_answers(client: Client) -> None:
    first = client.get("/ressources/faut-il-une-ecole/").content.decode()
    assert "?envie=technique#question" in first

    second = client.get("/ressources/faut-il-une-ecole/?envie=technique").content.decode()
    assert "?envie=technique&amp;niveau=bac#question" in second
    assert 'href="/ressources/faut-il-une-ecole/?#question"' in second

    end = client.get("/ressources/faut-il-une-ecole/?envie=technique&niveau=bac").content.decode()
    assert '<a href="/ressources/ecoles/bts-audiovisuel/"' in end
    assert "sans frais" in end


@pytest.mark.django_db
def test_every_way_is_a_page(client: Client) -> None:
    for taken in PATHS:
        response = client.get(f"/ressources/faut-il-une-ecole/?{urlencode(taken)}")
        assert response.status_code == 200


def test_every_door_leads_somewhere(load_reference: None) -> None:
    known = {
        "ecoles": School, "aides": Aid, "metiers": Role, "lexique": Term,
    }  # fmt: skip
    wrong = []
    for end in school_tree.tree()["ends"].values():
        for way in end["routes"]:
            address = urlsplit(way["url"])
            parts = address.path.strip("/").split("/")
            if len(parts) > 1 and parts[-2] in known:
                if not known[parts[-2]]._default_manager.filter(slug=parts[-1]).exists():
                    wrong.append(way["url"])
            elif address.path == "/faq/":
                if not Question.objects.filter(slug=address.fragment).exists():
                    wrong.append(way["url"])
            elif not leads_somewhere(way["url"]):
                wrong.append(way["url"])
    assert wrong == []
