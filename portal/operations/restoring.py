"""A backup becomes the site again, without those who have left since.

Everything is made ready beside the present database: loaded, compared with what the backup says,
brought to today's schema, the erasures done again. Only then does it take its place; whatever fails
before leaves the site as it was.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction

from portal.accounts import ledger
from portal.accounts.actions import erase_member, leave_no_bytes
from portal.accounts.models import User
from portal.notifications.models import OutgoingMail
from portal.operations import backups
from portal.operations.backups import Manifest
from portal.operations.databases import Engine, Unusable, engine

Say = Callable[[str], None]


@dataclasses.dataclass(slots=True)
class Restored:
    """What was done. `doubtful`: accounts whose erasure had begun when something stopped it."""

    made_at: datetime
    files: int = 0
    erased: int = 0
    doubtful: list[int] = dataclasses.field(default_factory=list)
    mails: int = 0
    administrators: int = 0
    former: str = ""


def ledgers(folder: Path, given: Path | None) -> list[ledger.Line]:
    """The lines of every ledger at hand: the site's, the one beside the backups, the one given.

    Raises Unusable without any, or for lines that no secret of ours can look up.
    """
    asked = [
        Path(settings.ERASURE_LEDGER),
        folder.parent / backups.LEDGER,
        *([given] if given else []),
    ]
    present = [path for path in asked if path.exists()]
    if not present or (given and not given.exists()):
        raise Unusable(
            "Le registre des effacements est introuvable\u00a0: des membres partis reviendraient. "
            "Donnez-le par --ledger."
        )
    try:
        lines = list(dict.fromkeys(line for path in present for line in ledger.read(path)))
    except ValueError as error:
        raise Unusable(f"Le registre des effacements ne se lit pas\u00a0: {error}.") from None
    if unknown := ledger.unknown_keys(lines):
        raise Unusable(
            f"Le registre des effacements a des lignes de {len(unknown)} autres clés"
            "\u00a0: donnez l’ancienne SECRET_KEY dans SECRET_KEY_FALLBACKS."
        )
    return lines


def restore(
    folder: Path, *, now: datetime, overwrite: bool = False, given: Path | None = None
) -> Restored:
    """Put the site back as the backup has it. Raises Unusable, and then nothing has changed."""
    manifest = backups.verify(folder)
    base = engine()
    if manifest.kind != base.kind:
        raise Unusable(f"Cette sauvegarde est de {manifest.kind}, la base du site de {base.kind}.")
    if now - manifest.made_at > ledger.LEDGER_KEPT:
        raise Unusable("Cette sauvegarde est plus vieille que le registre des effacements.")
    if base.living() and not overwrite:
        raise Unusable("Un site vit déjà ici. Pour le remplacer, arrêtez-le, puis --overwrite.")
    lines = ledgers(folder, given)
    done = Restored(made_at=manifest.made_at)
    try:
        _prepare(folder, manifest, base, lines, done, now=now)
        done.former = base.take_place(f"{now:%Y%m%dT%H%M%SZ}")
    except BaseException:
        base.give_up()
        raise
    return done


def _prepare(
    folder: Path,
    manifest: Manifest,
    base: Engine,
    lines: list[ledger.Line],
    done: Restored,
    *,
    now: datetime,
) -> None:
    loaded = base.load(folder / manifest.database)
    if different := [name for name in manifest.tables if loaded.get(name) != manifest.tables[name]]:
        raise Unusable(f"Ces tables ne sont pas revenues entières\u00a0: {', '.join(different)}.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    done.files = put_back(folder, manifest)
    path = Path(settings.ERASURE_LEDGER)
    here = set(ledger.read(path)) if path.exists() else set()
    ledger.append(line for line in lines if line not in here)
    erase_again(ledger.Erased.of(lines), done, now=now)
    # They left once already, or are about what is over.
    done.mails = OutgoingMail.objects.waiting().give_up(now=now)
    done.administrators = User.objects.present().filter(is_superuser=True).count()


def put_back(folder: Path, manifest: Manifest) -> int:
    """Store the files under the names they had; returns how many."""
    for name, (size, _digest) in manifest.files.items():
        if default_storage.exists(name):
            if default_storage.size(name) == size:
                continue  # a random name is given once: it is the same file
            default_storage.delete(name)
        with (folder / backups.MEDIA / name).open("rb") as source:
            stored = default_storage.save(name, File(source))
        if stored != name:
            raise Unusable(f"{name} n’a pas pu être rangé sous son nom.")
    return len(manifest.files)


def erase_again(erased: ledger.Erased, done: Restored, *, now: datetime) -> None:
    """Erase whoever the ledger says has left; note whose erasure is in doubt."""
    found = [(erased.state(member), member) for member in User.objects.order_by("pk").iterator()]
    for state, member in found:
        if state == ledger.DONE:
            # Somebody else administered the site by then; the backup may not know of them.
            User.objects.filter(pk=member.pk).update(is_superuser=False)
            done.erased += erase_member(member=member, now=now, one_of_many=True)
        elif state == ledger.BEGUN:
            done.doubtful.append(member.pk)
    if done.erased:
        transaction.on_commit(leave_no_bytes)
