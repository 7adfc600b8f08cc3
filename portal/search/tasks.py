"""What the worker does for the search."""

from django_tasks import task

from portal.search import index


@task()
def rebuild_kind(key: str) -> None:
    """Bring the index up to one kind, whose entries named something that was renamed."""
    index.rebuild([key])
