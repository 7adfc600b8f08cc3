"""What is thrown away because its time is over: read by `tick` each day and by `purge`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath

import structlog
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage, default_storage
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts import actions
from portal.accounts.models import User
from portal.notifications.inbox import notify
from portal.operations.turns import in_turns

log = structlog.get_logger("portal.privacy")
# CNIL: an account nobody has opened for two years goes, after a warning a month ahead.
INACTIVE = timedelta(days=730)
NOTICE = timedelta(days=30)
# A file is stored a moment before the row that names it.
SETTLED = timedelta(days=1)


def dormant(*, since: datetime) -> models.QuerySet[User]:
    """Members who have not come since then; staff and those who are leaving left out.

    Whoever has a session open came within the month that a session lasts, without signing in.
    """
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    here = UserSession.objects.filter(user=OuterRef("pk"), session_key__in=alive)
    last_seen = Coalesce("last_login", "date_joined")
    found = User.objects.present().filter(is_staff=False).annotate(last_seen=last_seen)
    return found.filter(last_seen__lte=since).filter(~Exists(here)).order_by("pk")


def to_warn(*, now: datetime) -> models.QuerySet[User]:
    """The dormant who have not been told since they were last seen."""
    found = dormant(since=now - INACTIVE + NOTICE)
    return found.filter(Q(inactivity_told_at=None) | Q(inactivity_told_at__lt=F("last_seen")))


def inactive(*, now: datetime) -> models.QuerySet[User]:
    """Two years without a visit, and told a month ago at least."""
    told = Q(inactivity_told_at__lte=now - NOTICE, inactivity_told_at__gte=F("last_seen"))
    return dormant(since=now - INACTIVE).filter(told)


def warn_dormant(*, now: datetime) -> int:
    """Write to each member whose account will be erased for want of a visit, once."""
    count = 0
    for number in in_turns(list(to_warn(now=now).values_list("pk", flat=True))):
        with transaction.atomic():
            if not to_warn(now=now).filter(pk=number).update(inactivity_told_at=now):
                continue
            member = User.objects.get(pk=number)
            last_seen = member.last_login or member.date_joined
            notify(
                to=member,
                topic="compte",
                text=_("Sans visite depuis près de deux ans, votre compte allait être effacé."),
                mail="inactivity",
                subject=_("Votre compte dort"),
                now=now,
                day=max(last_seen + INACTIVE, now + NOTICE),
            )
        count += 1
    return count


def erase_due(*, now: datetime) -> int:
    """Erase those whose seven days are over, unless they change their mind meanwhile."""
    return _erase_all(User.objects.to_erase(now=now).order_by("leaving_since", "pk"), now=now)


def erase_inactive(*, now: datetime) -> int:
    """Erase the accounts that sleep in spite of the warning."""
    return _erase_all(inactive(now=now), now=now)


def _erase_all(members: models.QuerySet[User], *, now: datetime) -> int:
    """Erase each of them; one failure does not keep the others here. Returns how many went."""
    count = 0
    for member in in_turns(list(members)):
        try:
            count += actions.erase_member(member=member, now=now, among=members, one_of_many=True)
        except Exception as failure:
            # Told by kind: a message may quote what it stumbled on.
            log.error("erasure failed", member=member.pk, error=type(failure).__name__)
    # Whoever was erased: a pass that was cut short has left bytes.
    transaction.on_commit(actions.leave_no_bytes)
    return count


def orphans(*, now: datetime) -> list[str]:
    """The stored files that no row names, a day old at least."""
    named = set(_named_files())
    return [
        name
        for name in _stored(default_storage, "")
        if name not in named and default_storage.get_modified_time(name) < now - SETTLED
    ]


def _named_files() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                names = model._base_manager.exclude(**{field.name: ""})
                yield from filter(None, names.values_list(field.name, flat=True).iterator())


def _stored(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield str(PurePosixPath(folder) / name)
    for name in folders:
        yield from _stored(storage, str(PurePosixPath(folder) / name))
