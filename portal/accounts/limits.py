"""What a member may do in a day, counted in the database under the lock of their row."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts import trust
from portal.accounts.enums import Act
from portal.accounts.models import DailyCount, User
from portal.shell import french

KEPT = timedelta(days=2)


class LimitReached(ValidationError):
    """Enough for today; it says when it opens again."""


@transaction.atomic
def spend(*, by: Any, act: Act, now: datetime | None = None) -> None:
    """Count one more, or raise LimitReached. Call it first inside the transaction of the act.

    The member's row is locked before the count is read: of twenty requests at once, each sees what
    those before it have counted. What fails afterwards is not counted.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    now = now or timezone.now()
    facts = trust.facts_of(by, now=now)
    allowed = trust.ALLOWED[trust.level(facts, now=now)]
    most = allowed.texts if act == Act.TEXT else allowed.files
    day = timezone.localdate(now)
    mine = DailyCount.objects.filter(member=by.pk, act=act, day=day)
    count = mine.values_list("count", flat=True).first()
    if (count or 0) >= most:
        raise LimitReached(_said(act, most, trust.why(facts, now=now), again=day))
    if count is None:
        DailyCount.objects.create(member_id=by.pk, act=act, day=day, count=1)
    else:
        mine.update(count=count + 1)


def _said(act: Act, most: int, why: str, *, again: Any) -> str:
    if act == Act.TEXT:
        said = ngettext(
            "%(why)son envoie %(n)s texte par jour à la relecture. Le vôtre est gardé\u00a0: "
            "vous pourrez l’envoyer dès le %(day)s à minuit passé.",
            "%(why)son envoie %(n)s textes par jour à la relecture. Le vôtre est gardé\u00a0: "
            "vous pourrez l’envoyer dès le %(day)s à minuit passé.",
            most,
        )
    else:
        said = ngettext(
            "%(why)son ajoute %(n)s pièce par jour à sa page. Vous pourrez ajouter celle-ci dès le "
            "%(day)s à minuit passé.",
            "%(why)son ajoute %(n)s pièces par jour à sa page. Vous pourrez ajouter celle-ci dès "
            "le %(day)s à minuit passé.",
            most,
        )
    said = said % {"why": why, "n": most, "day": french.day(again + timedelta(days=1))}
    return said[:1].upper() + said[1:]


@transaction.atomic
def spend_text(*, by: Any, target: Any, now: datetime | None = None) -> None:
    """Count a text on its way to the moderators, and its links. Raises ValidationError.

    One that was sent today already, sent back and mended, is not counted twice.
    """
    refuse_links(by=by, text=written(target), now=now)
    today = timezone.localdate(now or timezone.now())
    if target.submitted_at and timezone.localdate(target.submitted_at) == today:
        return
    spend(by=by, act=Act.TEXT, now=now)


def written(target: models.Model) -> str:
    """Every word a member wrote in a row; not its addresses, which have fields of their own."""
    return "\n".join(
        str(getattr(target, field.name) or "")
        for field in target._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.URLField | models.EmailField | models.SlugField)
        and field.editable
        and not field.choices
    )


def refuse_links(*, by: Any, text: str, now: datetime | None = None) -> None:
    """Raise ValidationError when a text holds more links to other sites than its author may put."""
    from portal.contact.texts import outside_links

    now = now or timezone.now()
    found = len(outside_links(text))
    if not found:
        return
    facts = trust.facts_of(by, now=now)
    most = trust.ALLOWED[trust.level(facts, now=now)].links
    if most is None or found <= most:
        return
    said = ngettext(
        "%(why)sun texte porte %(n)s lien au plus vers d’autres sites\u00a0: retirez ceux qui "
        "dépassent et renvoyez.",
        "%(why)sun texte porte %(n)s liens au plus vers d’autres sites\u00a0: retirez ceux qui "
        "dépassent et renvoyez.",
        most,
    ) % {"why": trust.why(facts, now=now), "n": most}
    if facts.joined_at > now - trust.FIRST_DAYS and not facts.upheld:
        opens = timezone.localdate(facts.joined_at + trust.FIRST_DAYS)
        said += " " + _("Cette limite tombe le %(day)s.") % {"day": french.day(opens)}
    raise ValidationError(said[:1].upper() + said[1:])


def forget(*, now: datetime) -> int:
    """Throw away the counts that count no more; returns how many."""
    count, _kinds = DailyCount.objects.filter(day__lt=timezone.localdate(now - KEPT)).delete()
    return count
