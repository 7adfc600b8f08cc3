import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from portal.accounts.models import User
from portal.contact import actions
from portal.contact.models import Message, Thread
from tests.factories import make_user

SECRET = "Bonjour, comment prépare-t-on un décor en extérieur ?"


def make_member(**fields: Any) -> User:
    """A member past their first days."""
    return make_user(**{"date_joined": timezone.now() - timedelta(days=60), **fields})


def make_request(
    *, by: User | None = None, to: User | None = None, now: datetime | None = None, **fields: Any
) -> Any:
    values = {"purpose": "conseil", "text": SECRET, "key": uuid4(), **fields}
    return actions.send(by=by or make_member(), to=to or make_member(), now=now, **values)


def make_thread(*, by: User | None = None, to: User | None = None, **fields: Any) -> Any:
    """A conversation that began with a request, as people begin one."""
    request = make_request(by=by, to=to, **fields)
    assert request.recipient
    return actions.accept(request=request, by=request.recipient)


def say(thread: Thread, by: Any, text: str = SECRET, now: datetime | None = None) -> Message:
    return actions.post(thread=thread, by=by, text=text, key=uuid4(), now=now)


def at_once(work: Sequence[Any], workers: int = 6) -> list[Any]:
    """Run every piece of work, `workers` at a time, each on its own connection."""
    results: list[Any] = [None] * len(work)
    turn = iter(range(len(work)))
    lock = threading.Lock()

    def run() -> None:
        try:
            while True:
                with lock:
                    number = next(turn, None)
                if number is None:
                    return
                try:
                    results[number] = work[number]()
                except Exception as error:
                    results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
