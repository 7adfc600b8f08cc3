"""Files that nothing points to any more."""

from functools import partial

from django.db import transaction
from django.db.models.fields.files import FieldFile


def delete_after_commit(file: FieldFile) -> None:
    """Delete a stored file once the change that lets go of it is certain; call it before the
    row or the field changes."""
    if file and file.name:
        # Robust: the row is gone already, and a disk that fails must not undo the answer.
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
