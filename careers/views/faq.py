from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers import markdown, sheets, terms
from careers.enums import QuestionTheme
from careers.models import Question
from careers.views.useful import votes
from careers.words import fold
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC)
@vary_on_headers("HX-Request")
def faq(request: HttpRequest) -> HttpResponse:
    """Every question by theme with its answer, or those that hold the words typed."""
    words = request.GET.get("q", "").strip()[:100]
    found = [one for one in Question.objects.all() if holds(one, words)]
    useful = votes(request, [f"faq:{one.slug}" for one in found])
    linker = terms.linker()
    groups = []
    for theme in QuestionTheme:
        rows = [
            {
                "question": one,
                "answer": markdown.render(one.answer, link=linker.link, resolve=sheets.named).html,
                "useful": useful[f"faq:{one.slug}"],
            }
            for one in found
            if one.theme == theme
        ]
        if rows:
            groups.append({"theme": theme, "rows": rows})
    context = {"words": words, "groups": groups, "count": len(found)}
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/reading/_faq_list.html" if partial else "careers/reading/faq.html"
    return render(request, template, context)


def holds(question: Question, words: str) -> bool:
    """Whether every word typed is in the question or its answer; accents and plurals ignored."""
    text = fold(f"{question.question} {question.answer}")
    return all(singular(word) in text for word in fold(words).split())


def singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
