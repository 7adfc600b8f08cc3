"""What the processes that open strangers' files have in common; imports nothing but the standard
library, so that they start fast.

Each reads a file on its standard input, writes the cleaned one on its standard output, and says
with its exit code why it would not. It can write no file and start no process.
"""

import enum
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
# Re-encoding may make a file grow; what grows beyond is refused.
LARGEST_RESULT = 12 * MEGABYTE


class Refusal(enum.IntEnum):
    """Why a file is refused; the exit code of the process that read it."""

    UNREADABLE = 10
    TOO_MANY_PIXELS = 11
    ENCRYPTED = 12
    TOO_MANY_PAGES = 13
    TOO_MUCH_INSIDE = 14


class Refused(Exception):
    """The file cannot be taken."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


def confine(*, memory: int, seconds: int) -> None:
    """Give up, for good, what reading one file does not need. `memory` in bytes."""
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_RESULT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    )
    for kind, limit in limits:
        # A developer's macOS knows fewer of them; a Linux server knows all.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def answer(clean: Callable[[bytes], bytes], *, memory: int, seconds: int) -> None:
    """Clean standard input onto standard output, and leave with the reason when it cannot be."""
    confine(memory=memory, seconds=seconds)
    try:
        result = clean(sys.stdin.buffer.read(LARGEST_FILE + 1))
        if len(result) > LARGEST_RESULT:
            raise Refused(Refusal.TOO_MUCH_INSIDE)
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    except Refused as error:
        sys.exit(error.refusal)
    except MemoryError:
        sys.exit(Refusal.TOO_MUCH_INSIDE)
    except Exception:
        # Whatever a decoder stumbles over, in whatever way, is a file it cannot read.
        sys.exit(Refusal.UNREADABLE)
