"""What a page says to machines of what it shows: schema.org data, as JSON-LD."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# A text may not close the element it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def element(data: dict[str, Any]) -> SafeString:
    """The data in the element that browsers leave alone; what is empty is left out."""
    filled = {"@context": "https://schema.org", **without_blanks(data)}
    text = json.dumps(filled, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    script = mark_safe(text)  # noqa: S308 - escaped above
    return format_html('<script type="application/ld+json">{}</script>', script)


def without_blanks(value: Any) -> Any:
    """The same data without empty texts and lists, which would be claims about nothing."""
    if isinstance(value, dict):
        kept = {key: without_blanks(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in ("", None, [], {})}
    if isinstance(value, list):
        return [without_blanks(one) for one in value if one not in ("", None, [], {})]
    return value
