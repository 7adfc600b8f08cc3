"""What is measured, and what each figure is held to."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page as one kind of reader meets it.

    `floor` is the least share of the bare view's throughput; None where nothing is promised.
    `member`: read with a session, so that no whole page kept for strangers answers.
    """

    key: str
    label: str
    floor: float | None = None
    member: bool = False


# Where {n} stands, no two requests have the same address: no whole page kept ready answers.
PAGES = (
    Page("list", "liste des stages, page gardée", 0.40),
    Page("list-new", "liste des stages, sans page gardée", 0.08),
    Page("list-filters", "liste, d’autres filtres à chaque fois"),
    Page("search", "recherche, seize questions, sans page gardée"),
    Page("detail", "annonce, sans page gardée", 0.12),
    Page("detail-others", "une autre annonce à chaque fois"),
    Page("guide", "fiche métier, sans page gardée", 0.12),
    Page("home", "accueil, sans page gardée"),
    Page("calendar", "rencontres, sans page gardée"),
    Page("list-member", "liste des stages, membre", 0.05, member=True),
    Page("dashboard", "mon espace, membre", member=True),
    Page("directory", "annuaire, membre", member=True),
)
# Drawn from nothing, in turn on the smallest and the largest base.
GROWING = ("list", "detail", "directory", "calendar", "home")
MOST_GROWTH = 1.25
# The most statements a page may send, and the most bytes it may weigh once compressed.
MOST_QUERIES = {
    "list-new": 6, "list-filters": 6, "detail": 6, "search": 7, "list-member": 10,
    "dashboard": 10, "directory": 10,
}  # fmt: skip
MOST_KILOBYTES = {"list-new": 12, "detail": 8}
WRITES = {"application": "candidature envoyée", "seat": "place prise", "message": "message"}
SLOWEST_WRITE_MS = 50
QUESTIONS = (
    "stage", "régie", "assistant", "s", "paris", "stage régie lyon", "assistante de production",
    "régiseur", "chef op", "location manager", "documentaire marseille", "perch", "zzzzzz",
    "stage&departement=regie", "stage&region=Bretagne", "régie&type=stage",
)  # fmt: skip
