"""A task that leaves a trace of each time it runs, for the proof of several workers."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def note(folder: str, number: int) -> None:
    """Write down who does this one; the first of each worker waits until two have come."""
    with (Path(folder) / "done").open("a") as done:
        done.write(f"{number}\n")
    (Path(folder) / f"worker-{os.getpid()}").touch()
    deadline = time.monotonic() + 60
    while len(list(Path(folder).glob("worker-*"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
