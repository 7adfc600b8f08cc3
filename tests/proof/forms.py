"""The forms of a page, with what a browser would send back."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

Fields = dict[str, list[str]]
TICKED = {"checkbox", "radio"}


class _Forms(HTMLParser):
    def __init__(self, address: str, method: str) -> None:
        super().__init__()
        self.method = method
        self.address, self.found = address, list[tuple[str, Fields]]()
        self.fields: Fields | None = None
        self.name, self.text, self.choices = "", "", list[str]()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in given}
        if tag == "form":
            self.fields = {}
            if (at.get("method", "").lower() or "get") == self.method:
                self.found.append((urljoin(self.address, at.get("action", "")), self.fields))
        if self.fields is None:
            return
        name, kind = at.get("name", ""), at.get("type", "text")
        if tag == "input" and name and kind not in {"submit", "button", "file"}:
            if kind not in TICKED or "checked" in at:
                self.fields.setdefault(name, []).append(
                    at.get("value", "on" if kind in TICKED else "")
                )
        elif tag in {"textarea", "select"}:
            self.name, self.text, self.choices = name, "", []
        elif tag == "option" and "selected" in at:
            self.choices.append(at.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.fields = None
        elif self.fields is not None and self.name and tag == "textarea":
            self.fields[self.name] = [self.text.removeprefix("\n")]
            self.name = ""
        elif self.fields is not None and self.name and tag == "select":
            self.fields[self.name] = self.choices or [""]
            self.name = ""


def forms_of(page: str, address: str, *, method: str = "post") -> list[tuple[str, Fields]]:
    """Each form sent that way: where to, and its fields as they stand."""
    reader = _Forms(address, method)
    reader.feed(page)
    return reader.found


def flat(fields: Fields) -> dict[str, Any]:
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}
