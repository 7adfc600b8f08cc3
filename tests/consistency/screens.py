"""One open page, looked at as everybody sees it: on a desk and in a hand, by day and by night."""

from collections.abc import Callable

from playwright.sync_api import Page

WIDTHS = [1280, 390]
# The narrowest screen the site promises to hold on.
NARROWEST = 320
SCHEMES = ["light", "dark"]


def inspect(page: Page, axe: Callable[[Page], None]) -> None:
    """Check a page at each width and in each scheme, without loading it again."""
    for width in [NARROWEST, *WIDTHS]:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page.url} déborde de {overflow} px à {width} px :\n{widest(page)}"
        if width not in WIDTHS:
            continue
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            # Half-way from one scheme to the other, no colour is the designer's.
            page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
            try:
                axe(page)
            except AssertionError as error:
                raise AssertionError(f"à {width} px, {scheme} : {error}") from None


def widest(page: Page) -> str:
    """The elements that stick out, for whoever mends them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    return "\n".join(found)
