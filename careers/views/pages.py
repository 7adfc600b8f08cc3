"""Numbered pages, for the few lists short enough to have some: one's own."""

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything unreadable is the first one."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return max(number, 1)


def page_address(request: HttpRequest, number: int) -> str:
    """The same list, same filters, another page."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
