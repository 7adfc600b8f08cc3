"""The pictures of pages that are about nothing in particular."""

from portal.shell import opengraph
from portal.shell.opengraph import Picture

PAGES = {
    "accueil": Picture(
        title="Votre place sur le plateau commence ici.", kicker="Int. bureau de production — jour"
    ),
}


def page(slug: str) -> Picture | None:
    return PAGES.get(slug)


opengraph.register("page", page)
