"""What the site knows of a member, how it is exported, how it is erased, and what is kept.

Each app declares it in a module named `privacy`, found at start-up. `careers/privacy.py` is the
example to follow:

    privacy.register(
        Record(
            model=Internship,
            through=("author",),
            title=_("Annonces de stage"),
            holds=_("Les annonces que vous avez écrites."),
            export=lambda member: [
                privacy.describe(one, "title", "missions") for one in member.internships.all()
            ],
            erase=privacy.UNLINKED,
            kept=_("L’annonce reste à la structure, sans votre nom."),
        )
    )

- One record for each relation to the member: `through` names the fields of `model` that lead to
  `accounts.User` (foreign keys, one-to-one, many-to-many). `tests/consistency/test_privacy.py`
  fails for a relation that no record names. Two records may speak of one model: whoever wrote a
  thing and whoever received it are told apart. What is reached through something else (the items
  of a portfolio through a profile) is a record with the path: `through=("profile__user",)`.
  `through=()` is for a table that no field ties to the member (mails on their way).
- `export(member)` gives a list of dictionaries, French label to value: text, number, yes or no,
  date, list of those. `describe` and `rows` build them. Only what the member wrote, or was told
  of themselves: another person is « un autre membre » (`OTHER`), never a name, and what others
  wrote does not leave with them. `None` means that nothing is exported; `holds` then says why.
- `files(member)` gives the member's own files (a bound `FieldFile` each, empty ones allowed). They
  go into `fichiers/` of the export, and are deleted from the disk after the erasure.
- `erase` is one of
    `WITH_ACCOUNT`  every field of `through` is `on_delete=CASCADE`: nothing else to do;
    `UNLINKED`      every field is SET_NULL, and the rest of the row says nothing of the member;
    a callable      `erase(member, now=now)`, called inside the transaction and before the member
                    is deleted: empty the texts, delete the rows. With it, `fate` is required.
  The callables of the upper floors run before those of the lower ones. None of them may call
  `member.delete()`.
- `fate` and `kept` are read by the member before they leave: what happens to it; what stays, for
  whom, how long. Without `kept` nothing stays. `staff=True` for what only the team has.

Already declared for everybody: `decided_by` of every `Publication` (portal/moderation/privacy.py),
`history_user` of every history, allauth's and Django's own tables (portal/accounts/records.py).

Someone who has asked to leave is still in the database for seven days: wherever other members are
shown, listed or written to, start from `User.objects.present()` or test `user.is_present`, and show
`faces.gone()` for who is not.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

Row = dict[str, Any]


class Erase(Protocol):
    def __call__(self, member: Any, *, now: datetime) -> None: ...


class Fate(Enum):
    """What the database does by itself when the member is deleted."""

    WITH_ACCOUNT = _("Supprimé avec le compte.")
    UNLINKED = _("Votre nom s’en détache.")


WITH_ACCOUNT, UNLINKED = Fate.WITH_ACCOUNT, Fate.UNLINKED
# How another person is called in an export.
OTHER = _("un autre membre")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one model holds of a member. Sentences are French, for the member; see the module."""

    model: type[models.Model]
    through: Sequence[str]
    title: Any
    holds: Any
    export: Callable[[Any], Iterable[Row]] | None
    erase: Fate | Erase
    fate: Any = ""
    kept: Any = ""
    files: Callable[[Any], Iterable[Any]] | None = None
    # Only the team's own members have such rows.
    staff: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.erase, Fate) and not self.fate:
            raise ValueError(f"{self.label}: say in `fate` what its erasure does.")

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def what_becomes(self) -> Any:
        """One sentence: what happens to it when the member leaves."""
        return self.fate or (self.erase.value if isinstance(self.erase, Fate) else "")

    def of(self, member: Any) -> models.QuerySet[Any]:
        """The rows that lead to the member."""
        if not self.through:
            return self.model._base_manager.none()
        condition = models.Q()
        for name in self.through:
            condition |= models.Q(**{name: member.pk})
        found = self.model._base_manager.filter(condition)
        return found.distinct() if any("__" in name for name in self.through) else found


_records: list[Record] = []


def register(*records: Record) -> None:
    _records.extend(records)


def records() -> list[Record]:
    """Every record, the lowest floor first."""
    return list(_records)


def fates() -> dict[str, list[Record]]:
    """The records by what becomes of them: gone entirely, something left, the team's alone."""
    found: dict[str, list[Record]] = {"gone": [], "left": [], "staff": []}
    for record in _records:
        found["staff" if record.staff else "left" if record.kept else "gone"].append(record)
    return found


def describe(instance: models.Model, *names: str, **extra: Any) -> Row:
    """Fields of an object as an export shows them: French name of the field to its value.

    A choice is given by its label, a related object as text, a many-to-many as a list, a file by
    its name in the export. `extra` adds what no field says: describe(one, "text", À="...").
    """
    row: Row = {}
    for name in names:
        field: Any = instance._meta.get_field(name)
        label = str(getattr(field, "verbose_name", name))
        row[label[:1].upper() + label[1:]] = _value(instance, field)
    return row | extra


def _value(instance: models.Model, field: Any) -> Any:
    value = getattr(instance, field.name)
    if field.many_to_many:
        return [str(one) for one in value.all()]
    if field.choices:
        return str(getattr(instance, f"get_{field.name}_display")() or "")
    if isinstance(field, models.FileField):
        return f"fichiers/{value.name}" if value else ""
    return str(value) if isinstance(value, models.Model) else value


def rows(objects: Iterable[models.Model], *names: str) -> list[Row]:
    """`describe` for each object."""
    return [describe(instance, *names) for instance in objects]


def forget_in_admin_log(objects: models.QuerySet[Any]) -> None:
    """Empty what the administration's log says of these objects: it copies their title."""
    numbers = objects.order_by().values(as_text=Cast("pk", models.CharField()))
    kind = ContentType.objects.get_for_model(objects.model, for_concrete_model=False)
    LogEntry.objects.filter(content_type=kind, object_id__in=numbers).update(
        object_repr="", change_message=""
    )
