"""What the worker does for the search."""

from django_tasks import task

from portal.search import index


@task()
def refresh_named(key: str, lookup: str, number: int) -> int:
    """Bring the index up to the many of one kind that name an object; returns how many changed."""
    return index.refresh_named(key, lookup, number)


@task()
def rebuild_kind(key: str) -> None:
    """Bring the index up to one kind: what the release before asked for, and may still wait."""
    index.rebuild([key])
