"""What the worker does for the accounts."""

import tempfile
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from portal.accounts.exports import write_zip
from portal.accounts.models import DataExport
from portal.notifications.inbox import notify


@task()
def write_export(export_id: int, requested_at: str) -> None:
    """Write the copy that was asked for at that moment, then tell its owner.

    Nothing is done when the owner has left, or has asked again meanwhile.
    """
    asked = datetime.fromisoformat(requested_at)
    wanted = DataExport.objects.filter(pk=export_id, requested_at=asked, ready_at__isnull=True)
    export = wanted.select_related("member").first()
    if export is None:
        return
    with tempfile.TemporaryFile() as target:
        write_zip(export.member, target)
        target.seek(0)
        field = export.file
        name = field.storage.save(field.field.generate_filename(export, ""), File(target))
    kept = False
    try:
        with transaction.atomic():
            kept = bool(wanted.update(file=name, ready_at=timezone.now()))
            if kept:
                notify(
                    to=export.member,
                    topic="compte",
                    text=_("La copie de vos données est prête. Elle reste là 48\u00a0heures."),
                    url="/compte/mes-donnees/",
                    mail="export_ready",
                    subject=_("La copie de vos données est prête"),
                )
    finally:
        if not kept:
            field.storage.delete(name)
