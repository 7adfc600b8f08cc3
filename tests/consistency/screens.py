"""One open page, looked at as everybody sees it: on a desk and in a hand, by day and by night."""

from collections.abc import Callable

from playwright.sync_api import Page

# Colours change with the scheme and places with the width: two looks see what four would.
LOOKS = {1280: "light", 390: "dark"}
# The narrowest screen the site promises to hold on.
NARROWEST = 320


def inspect(page: Page, axe: Callable[[Page], None]) -> None:
    """Check a page at each width and in each scheme, without loading it again."""
    faults = []
    for width in [NARROWEST, *LOOKS]:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if overflow > 0:
            faults.append(f"déborde de {overflow} px à {width} px de large :\n{widest(page)}")
        if width not in LOOKS:
            continue
        page.emulate_media(color_scheme="dark" if LOOKS[width] == "dark" else "light")
        # Half-way from one scheme to the other, no colour is the designer's.
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        try:
            axe(page)
        except AssertionError as error:
            # Without pytest's own account of the comparison.
            told = str(error).partition("\nassert ")[0]
            faults.append(f"à {width} px, {LOOKS[width]} : {told}")
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def widest(page: Page) -> str:
    """The elements that stick out, for whoever mends them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    return "\n".join(found)
