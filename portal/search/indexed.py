"""What makes a model's saves reach the search."""

from typing import Any

from django.db import models, transaction


class Indexed(models.Model):
    """A model that the search may know (`portal.search.registry`): saved or deleted, it is told.

    In the same transaction, so that an edit is found at once. A model that nobody registered
    costs nothing. `update()`, `bulk_create()` and a queryset's `delete()` do not come through
    here: whoever uses them on what can be found calls `portal.search.index`.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from portal.search import index

        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            index.refresh(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from portal.search import index

        number = self.pk
        with transaction.atomic(savepoint=False):
            gone = super().delete(*args, **kwargs)
            index.remove(type(self), [number])
        return gone
