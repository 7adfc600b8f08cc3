from dataclasses import dataclass

from careers.enums import InternshipKind

BLOCK, REVIEW = "block", "review"
ALL_BUT_STAGE = tuple(kind for kind in InternshipKind.values if kind != InternshipKind.STAGE)


@dataclass(frozen=True)
class Form:
    """One way to say it, as a pattern for a folded text (careers/legality/folding.py).

    `only_if` must stand in the sentence; `unless` there clears the words, and so does `not_after`
    just before them; `milder` leaves them to a human eye. A negation, or a question answered by
    no, clears them if `negatable`. A story told in the same clause clears any words; one told in
    the same sentence clears those that `tell` of people (careers/legality/reading.py).
    """

    action: str
    pattern: str
    only_if: str = ""
    unless: str = ""
    not_after: str = ""
    milder: str = ""
    negatable: bool = True
    tell: bool = False


@dataclass(frozen=True)
class Flag:
    """A reason to look twice, and the ways to give it; not for some kinds of offer."""

    slug: str
    reason: str
    forms: tuple[Form, ...]
    not_for: tuple[str, ...] = ()
