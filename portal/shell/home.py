"""What the home page and a member's own page show.

Each floor registers in a module named `home` functions that return context for them, so that the
shell knows no floor by name. The home page is the same for everybody, so its functions are told
nothing of who asks. A member's own page first asks in one
question how many rows each floor has for them; what has none is not asked for.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.shell.written import Statement, number, written

Counts = dict[str, int]
Provider = Callable[[], dict[str, Any]]
DashboardProvider = Callable[[HttpRequest, Counts], dict[str, Any]]
# The rows to count for a member, by name; one name in all floors.
Counted = Callable[[Any], dict[str, QuerySet[Any]]]
_home: list[Provider] = []
_dashboard: list[DashboardProvider] = []
_counted: list[Counted] = []


def on_home(provider: Provider) -> Provider:
    _home.append(provider)
    return provider


def on_dashboard(provider: DashboardProvider) -> DashboardProvider:
    _dashboard.append(provider)
    return provider


def on_counts(provider: Counted) -> Counted:
    _counted.append(provider)
    return provider


def home_context() -> dict[str, Any]:
    return {key: value for provider in _home for key, value in provider().items()}


def counts(user: Any) -> Counts:
    """How many rows of each kind a member has, in one question to the database."""
    with connection.cursor() as cursor:
        cursor.execute(*written(_counting, member=user))
        names, numbers = [column[0] for column in cursor.description], cursor.fetchone()
    return dict(zip(names, numbers, strict=True))


def _counting(member: Any) -> Statement:
    """Each queryset is written down on its own: as parts of one query, Django would go through all
    of them again for each.
    """
    asked: list[str] = []
    values: list[Any] = []
    rows = {name: found for counted in _counted for name, found in counted(member).items()}
    for name, found in rows.items():
        text, given = number(found)
        asked.append(f'({text}) AS "{name}"')
        values += given
    return f"SELECT {', '.join(asked)}", tuple(values)


def dashboard_context(request: HttpRequest) -> dict[str, Any]:
    found = counts(request.user)
    return found | {
        key: value for provider in _dashboard for key, value in provider(request, found).items()
    }
