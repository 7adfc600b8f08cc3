from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers import jsonld, markdown, sheets, terms
from careers.enums import QuestionTheme
from careers.models import Question
from careers.views.useful import votes
from careers.words import fold
from portal.shell.routes import Policy, route

# Beyond, a search names the questions alone: their answers would be too heavy for a phone.
ANSWERED = 8


@route(Policy.PUBLIC, shared=True)
@vary_on_headers("HX-Request")
def faq(request: HttpRequest) -> HttpResponse:
    """Every question by theme, one theme with its answers; or those that hold the words typed."""
    words = request.GET.get("q", "").strip()[:100]
    found = [one for one in Question.objects.all() if holds(one, words)]
    chosen = request.GET.get("theme", "")
    if chosen not in QuestionTheme.values:
        chosen = QuestionTheme.START
    shown = found if words else [one for one in found if one.theme == chosen]
    answers = answered(request, shown) if not words or len(shown) <= ANSWERED else {}
    context = {
        "words": words,
        "groups": [
            {"theme": theme, "rows": rows, "answered": rows[0]["question"].slug in answers}
            for theme in QuestionTheme
            if (
                rows := [
                    {"question": one, **answers.get(one.slug, {})}
                    for one in found
                    if one.theme == theme
                ]
            )
        ],
        "count": len(found),
        "jsonld": jsonld.faq((one, plain(one)) for one in shown) if answers else {},
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/reading/_faq_list.html" if partial else "careers/reading/faq.html"
    return render(request, template, context)


def answered(request: HttpRequest, questions: list[Question]) -> dict[str, dict[str, Any]]:
    """The answer to each question as HTML, and what readers thought of it."""
    useful = votes(request, [f"faq:{one.slug}" for one in questions])
    linker = terms.linker()
    return {
        one.slug: {
            "answer": markdown.render(one.answer, link=linker.link, resolve=sheets.named).html,
            "useful": useful[f"faq:{one.slug}"],
        }
        for one in questions
    }


def plain(question: Question) -> str:
    """The answer for machines: without the links to the words of the trade."""
    return markdown.render(question.answer, resolve=sheets.named).html


def holds(question: Question, words: str) -> bool:
    """Whether every word typed is in the question or its answer; accents and plurals ignored."""
    text = fold(f"{question.question} {question.answer}")
    return all(singular(word) in text for word in fold(words).split())


def singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
