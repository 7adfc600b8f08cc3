"""Markdown of the project's own texts (practical sheets, answers) as HTML that a page may show.

CommonMark with tables and without HTML; headings get an anchor; `- [ ]` is a box to tick;
`[[slug]]` and `[[slug|text]]` name a page of the site; `{à vérifier}` is the mark of a doubt. The
result goes through an allow-list, so that nothing else ever leaves here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import nh3
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.shell import languages
from portal.shell.french import NBSP, typeset

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "input", "label", "li",
    "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "input": {"data-clap-check"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {
    "a": {"term"},
    "label": {"check"},
    "span": {"tag", "tag-warn", "visually-hidden"},
    "ul": {"checks"},
}
SCHEMES = {"http", "https", "mailto", "sms", "tel"}
BOX = re.compile(r"\[[ xX]\]\s+")
DOUBT = re.compile(r"\s*\{à vérifier\}")
NAMED = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]|]+))?\]\]")
# The same, written in a way that no slug has.
ANY_NAME = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\]]*)?\]\]")

# The address and the title of the page that a slug names, or None.
Resolve = Callable[[str], tuple[str, str] | None]
# Words of a text as HTML, with the terms of the trade linked.
Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2, for the list at the top of a page."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    html: SafeString
    headings: tuple[Heading, ...]


def plain(text: str) -> str:
    return str(escape(text))


def nowhere(_slug: str) -> None:
    return None


_parser = MarkdownIt("js-default")


def render(
    text: str, *, link: Link = plain, resolve: Resolve = nowhere, under: str = ""
) -> Rendered:
    """The text as HTML. `link` is called with each run of words outside links and headings.

    `under` names the text among others of a page: its headings go down one level, and their
    anchors start with it.
    """
    tokens = _parser.parse(text)
    if under:
        _lower(tokens)
    headings = tuple(_anchor(tokens, under))
    _tick(tokens)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    inside_heading = False
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            inside_heading = token.type == "heading_open"
        if token.type == "inline":
            token.children = list(
                _words(token.children or [], plain if inside_heading else link, resolve)
            )
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Rendered(html=_clean(html), headings=headings)


def addresses(text: str) -> Iterator[str]:
    """The addresses that a text links to, and the `[[name]]` of each page it names."""
    for token in _parser.parse(text):
        for child in token.children or []:
            if child.type == "link_open":
                yield str(child.attrGet("href"))
            if child.type == "text":
                yield from (f"[[{match[1].strip()}]]" for match in ANY_NAME.finditer(child.content))


def _clean(html: str) -> SafeString:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(cleaned.replace("&nbsp;", NBSP))  # noqa: S308


def _text_of(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def _lower(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"


def _anchor(tokens: list[Token], under: str) -> Iterator[Heading]:
    """Give each heading its address, and yield those of level 2."""
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = typeset(DOUBT.sub("", _text_of(tokens[place + 1])))
        anchor = slugify(f"{under} {text}") or "partie"
        taken[anchor] = taken.get(anchor, 0) + 1
        if taken[anchor] > 1:
            anchor = f"{anchor}-{taken[anchor]}"
        token.attrSet("id", anchor)
        if token.tag == "h2":
            yield Heading(anchor=anchor, text=text)


def _tick(tokens: list[Token]) -> None:
    """Make the items of a list that start with `[ ]` boxes to tick."""
    lists: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline" and lists and _starts_item(tokens, place):
            children = token.children or []
            if children and BOX.match(children[0].content):
                children[0].content = BOX.sub("", children[0].content, count=1)
                token.children = [_html(_box(_text_of(token))), *children, _html("</span></label>")]
                lists[-1].attrSet("class", "checks")


def _starts_item(tokens: list[Token], place: int) -> bool:
    return place > 1 and tokens[place - 2].type == "list_item_open"


def _box(text: str) -> str:
    """A box that the reader's browser knows again as long as its words stay the same."""
    key = sha256(text.encode()).hexdigest()[:10]
    return f'<label class="check"><input type="checkbox" data-clap-check="{key}"><span>'


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _words(children: list[Token], link: Link, resolve: Resolve) -> Iterator[Token]:
    """The parts of a line, their words in French typography, marked, named and linked."""
    depth = 0
    for child in children:
        if child.type in {"link_open", "link_close"}:
            depth += child.nesting
        if child.type == "link_open":
            child.attrSet("href", languages.spoken(str(child.attrGet("href"))))
        if child.type == "text":
            yield _html(_run(typeset(child.content), plain if depth else link, resolve))
        else:
            yield child


def _run(text: str, link: Link, resolve: Resolve) -> str:
    """One run of text: what is named in [[ ]] becomes a link, and a doubt its mark."""
    parts, end = [], 0
    for match in NAMED.finditer(text):
        parts += [_doubts(text[end : match.start()], link), _named(match, resolve)]
        end = match.end()
    return "".join([*parts, _doubts(text[end:], link)])


def _named(match: re.Match[str], resolve: Resolve) -> str:
    found = resolve(match[1])
    if found is None:
        return plain(match[2] or match[1])
    address, title = found
    return format_html('<a href="{}">{}</a>', address, match[2] or title)


def _doubts(text: str, link: Link) -> str:
    mark = f" {doubt()}" if DOUBT.search(text) else ""
    return mark.join(link(part) for part in DOUBT.split(text))


def doubt() -> str:
    """The mark of an unverified fact, as every page shows it."""
    context: dict[str, Any] = {"level": "general_knowledge"}
    return render_to_string("components/confidence.html", context).strip()
