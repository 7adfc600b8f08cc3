from careers.legality.wording import find


def flags(text: str, kind: str = "stage") -> set[tuple[str, str]]:
    """What is found in an offer whose missions are this text: flag and action."""
    return {(one.flag, one.action) for one in find([("missions", text)], kind=kind)}
