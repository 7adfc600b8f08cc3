from collections.abc import Iterable


def assert_none(faults: Iterable[str]) -> None:
    """Fail with every fault, one a line: whoever mends them wants the whole list."""
    lines = sorted(set(faults))
    assert not lines, f"{len(lines)} faute(s) :\n" + "\n".join(lines)
