"""Which server, with how many threads: `python -m tools.bench.servers DATABASE_URL`.

The site of a base already filled (`manage.py seed`) under each of them in turn, two processes each;
prints a table in Markdown. A server that is not installed is left out. The choice and its figures
are in docs/decisions/2026-11-28-server.md.
"""

import importlib.util
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tools.bench.__main__ import static_files
from tools.bench.load import Form, Loaded, send, throughput
from tools.bench.pages import PAGES
from tools.bench.worlds import HEADERS, WORKERS, World, environment, free_port, running

KEYS = ("list", "detail", "list-member", "dashboard")
ROUNDS, SECONDS = 3, 2


def gunicorn(*options: str) -> list[str]:
    return ["gunicorn", "portal.wsgi", f"--workers={WORKERS}", "--log-level=error", *options]


def granian(threads: int) -> list[str]:
    return [
        "granian", "portal.wsgi:application", "--interface=wsgi", f"--workers={WORKERS}",
        f"--blocking-threads={threads}", "--no-log",
    ]  # fmt: skip


def commands() -> dict[str, list[str]]:
    threads = ["--worker-class=gthread"]
    found = {
        "gunicorn sync": gunicorn(),
        "gunicorn gthread, 2 fils": gunicorn(*threads, "--threads=2"),
        "gunicorn gthread, 4 fils": gunicorn(*threads, "--threads=4"),
        "gunicorn gthread, 8 fils": gunicorn(*threads, "--threads=8"),
    }
    if importlib.util.find_spec("granian"):
        found |= {"granian, 1 fil": granian(1), "granian, 4 fils": granian(4)}
    return found


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="premier-clap-servers-") as name, ExitStack() as stack:
        world = World("", 0, environment(sys.argv[1], Path(name)))
        stack.enter_context(static_files(world))
        asked = world.ask("addresses")
        pages = [page for page in PAGES if page.key in KEYS]
        print("| serveur | " + " | ".join(page.label for page in pages) + " | place prise |")
        print("|---|" + "---|" * (len(pages) + 1))
        for label, command in commands().items():
            port = free_port()
            where = ["--port", str(port)] if "granian" in label else [f"--bind=127.0.0.1:{port}"]
            with running([*command, *where], port, world.environment):
                cells = []
                for page in pages:
                    headers = dict(HEADERS)
                    if page.member:
                        headers["Cookie"] = f"{asked['cookies'][0]}={asked['session']}"
                    rounds = [
                        throughput(
                            port, asked["pages"][page.key], headers=headers, seconds=SECONDS,
                            mark=f"{label[-6:].replace(' ', '')}{number}m",
                        )
                        for number in range(ROUNDS + 1)
                    ]  # fmt: skip
                    cells.append(told(rounds[1:]))
                forms = [Form(*one) for one in world.ask("forms")["seat"]]
                cells.append(told([send(port, forms, headers=HEADERS,
                                        cookies=tuple(asked["cookies"]))]))  # fmt: skip
            print(f"| {label} | " + " | ".join(cells) + " |", flush=True)


def told(rounds: list[Loaded]) -> str:
    rate = statistics.median(one.rate for one in rounds)
    errors = sum(one.errors for one in rounds)
    late = statistics.median(one.p99 for one in rounds)
    return f"{rate:.0f}/s, p99 {late:.0f} ms" + (f", {errors} erreurs" if errors else "")


if __name__ == "__main__":
    main()
