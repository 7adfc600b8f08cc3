"""The search page: the answers, what narrows them, and what to do when there is none."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from portal.search import registry
from portal.search.answers import Answer, answer, closest
from portal.search.counting import MOST_COUNTED, Filters, Tally
from portal.search.finding import MOST_PAGES, Hit
from portal.search.query import IN_TEXT, LONGEST
from portal.search.snippets import marked, snippet
from portal.shell.routes import Policy, route

# One example of each thing there is to find.
EXAMPLES = [gettext_lazy("régie"), "chef op", "location manager", gettext_lazy("court métrage")]


@route(Policy.PUBLIC)
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Everything that answers, the closest first; as one types, only the answers."""
    text = " ".join(request.GET.get("q", "")[:LONGEST].split())
    boxes = Boxes(request)
    page = page_number(request)
    said = answer(
        text,
        viewer=request.user,
        filters=boxes.ticked(),
        page=page,
        as_typed="tel-quel" in request.GET,
    )
    context: dict[str, Any] = {
        "text": text,
        "examples": EXAMPLES,
        "kept": boxes.kept(),
        "departments": boxes.choices("departments"),
        **(results(request, said, boxes, page=page) if said else {"answer": None}),
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    return render(request, "search/_results.html" if partial else "search/search.html", context)


def results(request: HttpRequest, said: Answer, boxes: "Boxes", *, page: int) -> dict[str, Any]:
    """What the page says of an answer."""
    found = said.found
    wanted = said.query.wanted()
    return {
        "answer": said,
        "count": count_label(found.total),
        "rows": [row(hit, wanted, boxes) for hit in found.hits],
        "groups": boxes.groups(said) if found.total.count or boxes.ticked() else [],
        "active": len(boxes.kept()),
        "closest": [] if found.total.count else closest(said.query),
        "first_url": address(request, page=1) if found.total.count else "",
        "previous_url": address(request, page=page - 1) if page > 1 else "",
        "next_url": address(request, page=page + 1) if found.has_next else "",
        "typed_url": address(request, page=1, **{"tel-quel": "1"}) if said.mended else "",
        "text_kept": [{"name": "q", "value": request.GET.get("q", "")[:LONGEST]}],
    }


def row(hit: Hit, wanted: set[str], boxes: "Boxes") -> dict[str, Any]:
    """A line of the list, its words marked."""
    return {
        "title": marked(hit.title, wanted),
        "foreign": hit.foreign,
        "url": hit.url,
        "department": hit.department,
        "kind": hit.source.label,
        "line": hit.line,
        # Found by its name, a thing says what it is; found by its text, where.
        "text": snippet(hit.excerpt, wanted, around=hit.band == IN_TEXT),
    }


def count_label(tally: Tally) -> str:
    """1 234, or plus de 2 000 when they were not all counted."""
    if tally.more:
        return _("plus de %(n)s") % {"n": number(MOST_COUNTED)}
    return number(tally.count)


def number(value: int) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything unreadable is the first one."""
    text = request.GET.get("page", "")
    readable = text.isascii() and text.isdigit() and len(text) < 5
    return min(max(int(text), 1), MOST_PAGES) if readable else 1


def address(request: HttpRequest, *, page: int, **changes: str) -> str:
    """The same question, another page."""
    query: QueryDict = request.GET.copy()
    for name, value in {**changes, "page": str(page) if page > 1 else ""}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{reverse('search:search')}?{query.urlencode()}"


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One group of boxes: the name of its parameter, and its values with their labels."""

    name: str
    label: Any
    values: dict[str, Any]


class Boxes:
    """What is ticked beside the list. A value that nothing has is left out, never an error."""

    def __init__(self, request: HttpRequest) -> None:
        kinds = {
            source.key: source.plural
            for source in registry.sources()
            if request.user.is_authenticated or not source.members_only
        }
        self.columns = {"type": Column("type", _("Type"), kinds)} | {
            facet.column: Column(facet.name, facet.label, dict(facet.choices()))
            for facet in registry.facets()
        }
        self._ticked = {
            column: [value for value in one.values if value in request.GET.getlist(one.name)]
            for column, one in self.columns.items()
        }

    def ticked(self) -> Filters:
        return {column: values for column, values in self._ticked.items() if values}

    def choices(self, column: str) -> dict[str, Any]:
        return self.columns[column].values if column in self.columns else {}

    def kept(self) -> list[dict[str, str]]:
        """What is ticked, for the search box to carry along."""
        return [
            {"name": self.columns[column].name, "value": value}
            for column, values in self._ticked.items()
            for value in values
        ]

    def groups(self, said: Answer) -> list[dict[str, Any]]:
        """The boxes as the page's component draws them: what leads somewhere, or is ticked."""
        facets = said.found.facets
        options = {column: self._options(column, facets.get(column)) for column in self.columns}
        return [
            {"legend": one.label, "name": one.name, "options": options[column]}
            for column, one in self.columns.items()
            # A single box would narrow nothing.
            if len(options[column]) > 1 or self._ticked[column] or column == "type"
        ]

    def _options(self, column: str, tallies: dict[str, Tally] | None) -> list[dict[str, Any]]:
        ticked = self._ticked[column]
        return [
            {
                "value": value,
                "label": label,
                "checked": value in ticked,
                "count": None if tallies is None else count_label(tallies.get(value, Tally())),
            }
            for value, label in self.columns[column].values.items()
            if tallies is None or value in tallies or value in ticked
        ]
