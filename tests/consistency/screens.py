"""One open page, looked at as everybody sees it: on a desk and in a hand, by day and by night."""

from collections.abc import Callable

from playwright.sync_api import Page

WIDTHS = [1280, 390]
# The narrowest screen the site promises to hold on.
NARROWEST = 320
SCHEMES = ["light", "dark"]


def inspect(page: Page, axe: Callable[[Page], None]) -> None:
    """Check a page at each width and in each scheme, without loading it again."""
    faults = []
    for width in [NARROWEST, *WIDTHS]:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if overflow > 0:
            faults.append(f"déborde de {overflow} px à {width} px de large :\n{widest(page)}")
        for scheme in SCHEMES if width in WIDTHS else []:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            # Half-way from one scheme to the other, no colour is the designer's.
            page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
            try:
                axe(page)
            except AssertionError as error:
                # Without pytest's own account of the comparison.
                told = str(error).partition("\nassert ")[0]
                faults.append(f"à {width} px, {scheme} : {told}")
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def widest(page: Page) -> str:
    """The elements that stick out, for whoever mends them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    return "\n".join(found)
