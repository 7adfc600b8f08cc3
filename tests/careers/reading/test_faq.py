import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.enums import QuestionTheme
from careers.markdown import render
from careers.models import Question
from careers.views import faq
from tests.careers.reading.samples import leads_somewhere, make_question, make_term

pytestmark = pytest.mark.django_db


def answered(html: str) -> list[str]:
    return re.findall(r'<div class="prose" id="([^"]+)"', html)


def listed(html: str) -> list[str]:
    return re.findall(r'<li id="([^"]+)">', html)


def get(client: Client, query: str = "") -> str:
    return client.get(f"/faq/{query}").content.decode()


def test_page_holds_every_question_and_the_answers_of_one_theme(client: Client) -> None:
    make_question("permis", theme="debuter")
    make_question("gratification", theme="stages")

    assert (answered(get(client)), listed(get(client))) == (["permis"], ["gratification"])
    other = get(client, "?theme=stages")
    assert (answered(other), listed(other)) == (["gratification"], ["permis"])


def test_unknown_theme_is_the_first(client: Client) -> None:
    make_question("permis", theme="debuter")

    assert answered(get(client, "?theme=cuisine")) == ["permis"]


def test_address_of_a_question_opens_its_answer(client: Client) -> None:
    question = make_question("gratification", theme="stages")
    address = urlsplit(question.get_absolute_url())

    assert address.fragment in answered(get(client, f"?{address.query}"))


def test_answer_is_markdown_with_words_of_the_trade(client: Client) -> None:
    make_term("regie", label="régie")
    make_question("permis", sources=["Usage du métier"])
    html = get(client)

    assert '<strong>en <a class="term" href="/ressources/lexique/regie/"' in html
    assert "Usage du métier" in html


@pytest.mark.parametrize("asked", ["gratif", "GRATIFICATIONS", "montants gratification"])
def test_search_ignores_case_accents_and_plurals(client: Client, asked: str) -> None:
    make_question("permis")
    make_question("argent", theme="argent", question="Quel montant ?", answer="La gratification.")

    assert answered(get(client, f"?q={asked}")) == ["argent"]


def test_nothing_found_shows_the_way_on(client: Client) -> None:
    make_question("permis")

    assert "Pas encore de réponse" in get(client, "?q=xyz")


def test_many_answers_found_are_named_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faq, "ANSWERED", 1)
    make_question("permis")
    make_question("autre")
    html = get(client, "?q=permis")

    assert (answered(html), listed(html)) == ([], ["permis", "autre"])


def test_typing_gets_the_list_alone(client: Client) -> None:
    make_question("permis")
    part = client.get("/faq/?q=permis", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="questions"')
    assert '<div id="questions"' in get(client)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_whatever_its_length(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_question(f"question-{number}")
    get(client)

    with django_assert_num_queries(3):
        get(client)


def test_page_sets_no_cookie(client: Client) -> None:
    make_question("permis")

    assert not client.get("/faq/").cookies


def test_real_questions_are_whole(load_reference: None) -> None:
    """Their links lead somewhere in the site, their theme exists, their answer is Markdown."""
    wrong = []
    for question in Question.objects.all():
        addresses = re.findall(r'href="(/[^"]*)"', render(question.answer).html)
        for address in [*addresses, *(link["url"] for link in question.links)]:
            if not leads_somewhere(address):
                wrong.append(f"{question.slug} : {address}")
        if not question.sources:
            wrong.append(f"{question.slug} : sans source")
    assert wrong == []
    assert set(Question.objects.values_list("theme", flat=True)) <= set(QuestionTheme.values)
