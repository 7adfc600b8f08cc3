"""What French typography refuses in a text, and where the texts of the site are."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

ROOT: Path = settings.BASE_DIR
APPS = ["portal", "careers", "mentoring", "events"]
# The marks themselves are its subject.
ABOUT_MARKS = ROOT / "portal" / "shell" / "french.py"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
FAULTS = {
    "apostrophe droite": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "espace ordinaire avant un signe": re.compile(r"[ \t\n][:;!?»]"),
    "espace ordinaire après «": re.compile(r"«[ \t\n]"),
    "espace absente": re.compile(r"[^\W\d_][;!?»](?!\w)|«\w"),
    "trois points": re.compile(r"\.\.\."),
}
SHOWN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "content", "data-label", "value"}


def faults(text: str) -> list[str]:
    """Each fault, with the words around it."""
    found = []
    for name, pattern in FAULTS.items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 20) : match.end() + 20].replace("\n", " ")
            found.append(f"{name} : [{around}]")
    return found


class VisibleText(HTMLParser):
    """The words of a page: what is between its tags, and the attributes read to people."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        self.texts += [
            value
            for name, value in attrs
            if value and name in SHOWN_ATTRIBUTES and not (name == "value" and tag == "option")
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def visible_texts(html: str) -> list[str]:
    parser = VisibleText()
    parser.feed(html)
    parser.close()
    return parser.texts


def template_texts(source: str) -> list[str]:
    """The words a template brings itself, its translated strings and its tags' strings included."""
    literals: list[str] = []
    flow = "".join(_flow(Lexer(source).tokenize(), literals))
    return [*literals, *visible_texts(flow)]


def _flow(tokens: list[Token], literals: list[str]) -> Iterator[str]:
    """The template as if each variable were a word and each tag nothing."""
    hidden = False
    for token in tokens:
        words = list(smart_split(token.contents)) if token.contents.strip() else []
        if token.token_type == TokenType.BLOCK:
            hidden = words[0] == "comment" or (hidden and words[0] != "endcomment")
        if hidden or token.token_type == TokenType.COMMENT:
            continue
        if token.token_type == TokenType.TEXT:
            yield token.contents
            continue
        strings = [string[1:-1] for string in re.findall(r'"[^"]*"|\'[^\']*\'', token.contents)]
        if token.token_type == TokenType.VAR:
            yield "mot"
        elif words[0] in {"translate", "trans"} and "as" not in words:
            yield strings.pop(0)
        literals += strings


def json_texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a data file, but for addresses."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from json_texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from json_texts(inner, key)
    elif isinstance(value, str) and not value.startswith(("http://", "https://")):
        yield value


def python_files() -> list[Path]:
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    # Migrations copy the models; commands speak to a terminal, which breaks no line at a space.
    return sorted(
        file
        for file in files
        if not {"migrations", "commands"} & set(file.parts) and file != ABOUT_MARKS
    )


def joined(node: ast.AST) -> str | None:
    """The text of a string or f-string, a word standing for each value put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "mot" for part in node.values
        )
    return None


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `add_error` for `form.add_error(...)`."""
    if not isinstance(node, ast.Call):
        return ""
    return str(getattr(node.func, "attr", "") or getattr(node.func, "id", ""))


def python_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts given to gettext, and any other string with a letter English does not have.

    A regular expression is no text.
    """
    aside = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            aside |= {id(part) for part in node.values}
        elif called(node) == "compile":
            aside |= {id(argument) for argument in node.args}  # type: ignore[attr-defined]
    translated = {
        id(argument)
        for node in ast.walk(tree)
        if called(node) in GETTEXT
        for argument in node.args  # type: ignore[attr-defined]
    }
    for node in ast.walk(tree):
        text = joined(node)
        if text is None or id(node) in aside:
            continue
        if id(node) in translated or re.search(r"[éèêàâçîïôûùœ«»’]", text, re.IGNORECASE):
            yield node.lineno, text  # type: ignore[attr-defined]


def error_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts that tell somebody of an error."""
    for node in ast.walk(tree):
        inside: list[ast.AST] = []
        if called(node) in {"ValidationError", "add_error"}:
            inside = [node]
        elif isinstance(node, ast.Call):
            if called(node) in {"error", "warning"}:
                inside = [node]
            inside += [
                keyword.value
                for keyword in node.keywords
                if keyword.arg in {"error_messages", "violation_error_message"}
            ]
        for part in inside:
            for leaf in ast.walk(part):
                text = joined(leaf)
                if text:
                    yield leaf.lineno, text  # type: ignore[attr-defined]
