"""What the home page and a member's own page show.

Each floor registers in a module named `home` functions that return context for them, so that the
shell knows no floor by name. The home page is the same for everybody, so its functions are told
nothing of who asks. A member's own page first asks in one
question how many rows each floor has for them; what has none is not asked for.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest

from portal.accounts.models import User

Counts = dict[str, int]
Provider = Callable[[], dict[str, Any]]
DashboardProvider = Callable[[HttpRequest, Counts], dict[str, Any]]
# The rows to count for a member, by name; one name in all floors.
Counted = Callable[[Any], dict[str, QuerySet[Any]]]
PREFIX = "count_"
_home: list[Provider] = []
_dashboard: list[DashboardProvider] = []
_counted: list[Counted] = []


class Rows(Subquery):
    """How many rows a queryset has, inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    # What Django knows to be empty is left out of the query.
    empty_result_set_value = 0


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
    rows = {name: found for counted in _counted for name, found in counted(user).items()}
    # A prefix: an annotation may not bear the name of a field of the member.
    numbers = {
        PREFIX + name: Rows((found if found.query.is_sliced else found.order_by()).values("pk"))
        for name, found in rows.items()
    }
    member: Any = User.objects.filter(pk=user.pk).order_by()
    row = member.values(**numbers).get()
    return {name.removeprefix(PREFIX): number for name, number in row.items()}


def dashboard_context(request: HttpRequest) -> dict[str, Any]:
    found = counts(request.user)
    return found | {
        key: value for provider in _dashboard for key, value in provider(request, found).items()
    }
