"""What a member may still do: read from the measures in force, in this one place.

Suspended or excluded: nobody sees them, and the site shows them one page. Limited (« en lecture
seule »): they read everything and write only what regards themselves. `StandingMiddleware` holds
both for every page; the pages of others go by `accounts.models.user.present`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.urls import ResolverMatch
from django.utils import timezone

from portal.accounts.models import User
from portal.moderation.enums import OnAuthor
from portal.moderation.models import Measure
from portal.search import index

# How an exclusion is written down: later than any date the site will see.
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)

# What a suspended member still opens beside their account: the decision, help, the texts that the
# site owes to everybody, and the way to report what is done to them.
_open = {
    "moderation:decision",
    "moderation:figures",
    "moderation:figures_csv",
    "moderation:figures_year",
    "moderation:follow",
    "moderation:hidden",
    "moderation:report",
    "moderation:suspended",
    "shell:accessibility",
    "shell:contact_points",
    "shell:help",
    "shell:legal",
    "shell:privacy",
    "shell:rules",
    "shell:rules_edition",
    "shell:terms",
}
# What a limited member still sends: what nobody else reads, and what protects them.
_own = {
    "moderation:report",
    "notifications:choices",
    "notifications:open",
    "notifications:read_all",
    "notifications:stop",
}


def allow_while_suspended(*names: str) -> None:
    """A floor names routes (`app:name`) that a suspended member keeps."""
    _open.update(names)


def allow_while_limited(*names: str) -> None:
    """A floor names routes whose forms a limited member may still send."""
    _own.update(names)


_followers: list[Callable[..., None]] = []


def follow(then: Callable[..., None]) -> Callable[..., None]:
    """`then(member, now=)` runs in the transaction in which a member's standing has changed.

    What ends by itself on its date is nobody's act: each floor's `tick` catches up with it.
    """
    _followers.append(then)
    return then


def _of_the_account(match: ResolverMatch) -> bool:
    """Password, second factor, one's data, leaving, signing out: theirs whatever was decided."""
    return ":" not in match.view_name and not match.route.startswith("admin/")


def shuts_out(match: ResolverMatch) -> bool:
    """Whether a suspended member is kept from this route."""
    return not _of_the_account(match) and match.view_name not in _open


def kept_while_limited() -> set[str]:
    """The routes whose forms a limited member may still send."""
    return _open | _own


def silences(match: ResolverMatch) -> bool:
    """Whether a limited member may not send this route's forms."""
    return not _of_the_account(match) and match.view_name not in kept_while_limited()


@transaction.atomic
def recompute(member: Any, *, now: datetime | None = None) -> None:
    """Write on the member until when the measures in force suspend and limit them."""
    now = now or timezone.now()
    current = User.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    if current is None:
        return
    ends: dict[str, list[datetime]] = {"suspended_until": [], "limited_until": []}
    for kind, ends_at in (
        Measure.objects.in_force(now=now)
        .filter(member=current)
        .exclude(on_author__in=["", OnAuthor.WARN])
        .order_by()
        .values_list("on_author", "ends_at")
    ):
        name = "limited_until" if kind == OnAuthor.LIMIT else "suspended_until"
        ends[name].append(ends_at or FOREVER)
    values = {name: max(dates, default=None) for name, dates in ends.items()}
    User.objects.filter(pk=current.pk).update(**values)
    for name, value in values.items():
        setattr(member, name, value)
    index.refresh_dependants(current)
    for then in _followers:
        then(current, now=now)
