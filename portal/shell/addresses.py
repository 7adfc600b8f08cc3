"""The last part of an address that says a name: `films-de-l-orme`, then `films-de-l-orme-2`."""

from collections.abc import Collection
from secrets import randbelow

# From this try on the number is drawn: people who take one name together stop meeting each other.
DRAWN_FROM = 2


def free(base: str, *, taken: Collection[str], attempt: int = 0) -> str:
    """`base` if nobody has it, else with the first free number; drawn after two collisions.

    The caller reads `taken` anew at each `attempt`, and saves under a unique constraint.
    """
    if attempt < DRAWN_FROM:
        address, number = base, 2
        while address in taken:
            address, number = f"{base}-{number}", number + 1
        return address
    while (address := f"{base}-{1000 + randbelow(9000)}") in taken:
        pass
    return address
