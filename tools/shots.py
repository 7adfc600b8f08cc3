"""`make shots`: every page as a PNG, on a desk and a phone, light and dark.

The site runs on a temporary database with the reference and demonstration content; the
pictures go to var/shots/<name>-<width>-<scheme>.png, and what the server says to server.log.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

# Address, and who looks at it: a demonstration account, or nobody signed in.
PAGES = [
    ("/", None),
    ("/metiers/", None),
    ("/metiers/tableau/", None),
    ("/metiers/regisseur/", None),
    ("/metiers/regisseur/competences/", None),
    ("/parcours/", None),
    ("/parcours/gouts/", None),
    ("/stages/", None),
    ("/stages/1-x/", None),
    ("/stages/calculateur/", None),
    ("/composants/?planche=loi", None),
    ("/stages/publier/", "production"),
    ("/stages/5-x/", "production"),
    ("/stages/5/modifier/", "production"),
    ("/structures/les-films-du-contrechamp-demo/", None),
    ("/signaler/stage/1/", None),
    ("/ressources/lexique/", None),
    ("/ressources/lexique/depouillement/", None),
    ("/faq/", None),
    ("/ressources/fiches/", None),
    ("/ressources/fiches/droits-stage/", None),
    ("/ressources/droits/", None),
    ("/ressources/financement/", None),
    ("/ressources/faut-il-une-ecole/", None),
    ("/ressources/feuille-de-service/", None),
    ("/ressources/devis/", None),
    ("/ressources/modeles/", None),
    ("/compte/login/", None),
    ("/compte/signup/", None),
    ("/compte/trop-tot/", None),
    ("/compte/login/code/", None),
    ("/compte/password/reset/", None),
    ("/compte/", "debut"),
    ("/compte/email/", "debut"),
    ("/compte/2fa/", "debut"),
    ("/compte/sessions/", "debut"),
    ("/mon-espace/", "debut"),
    ("/mon-espace/", "production"),
    ("/structures/creer/", "production"),
    ("/aide/", None),
    ("/confidentialite/", None),
    ("/conditions/", None),
    ("/regles/", None),
    ("/engagement/", None),
    ("/compte/confiance/", "debut"),
    ("/compte/textes/", "debut"),
    ("/composants/", None),
    ("/courriels/", None),
    ("/admin/", "admin"),
    ("/admin/careers/role/", "admin"),
    ("/admin/careers/internship/", "moderation"),
    ("/admin/careers/internship/5/change/", "moderation"),
    ("/page-inconnue/", None),
]
PASSWORD = "premier-clap-demo"
SIZES = [(1280, 900), (390, 844)]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "shots"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="PATTERN", default="", help="part of an address")
    only = parser.parse_args().only
    pages = [(path, who) for path, who in PAGES if only in path]
    if not pages:
        sys.exit(f"Aucune page ne contient « {only} ».")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.exit("Chromium est introuvable : sudo apt-get install chromium")

    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if os.getuid() == 0 else []
        )
        for who in dict.fromkeys(who for _, who in pages):
            take(browser, url, who, [path for path, viewer in pages if viewer == who])
        browser.close()


@contextmanager
def demo_site() -> Iterator[str]:
    """Serve the site with its demonstration content, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    with (
        tempfile.TemporaryDirectory(prefix="premier-clap-shots-") as folder,
        (FOLDER / "server.log").open("w") as log,
    ):
        environment = os.environ | {
            "DEBUG": "1",
            "SITE_URL": url,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STORAGE_URL": f"{folder}/media",
        }
        manage = [sys.executable, "manage.py"]
        for command in ("migrate", "createcachetable", "load_reference", "demo"):
            subprocess.run(
                [*manage, command, "--verbosity=0"], cwd=ROOT, env=environment, check=True
            )
        server = subprocess.Popen(
            [*manage, "runserver", f"127.0.0.1:{port}", "--noreload"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"{url}/healthz")
            yield url
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310
            return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def take(browser: Browser, url: str, who: str | None, paths: list[str]) -> None:
    """Photograph the pages that one person sees."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(10_000)
    page = context.new_page()
    if who:
        response = page.goto(f"{url}/compte/login/")
        if not response or not response.ok:
            sys.exit("La page de connexion ne répond pas bien ; voir var/shots/server.log.")
        page.fill("input[name=login]", f"{who}@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "/compte/login/" not in address)
    for path in paths:
        name = "-".join([path.strip("/").replace("/", "-") or "accueil", *([who] if who else [])])
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            response = page.goto(url + path)
            page.evaluate("document.fonts.ready")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                picture = FOLDER / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True)
        print(f"{response.status if response else '?'} {path} {who or ''}", flush=True)
    context.close()


if __name__ == "__main__":
    main()
