"""See that Chromium, PostgreSQL and gettext are on this machine: the tests use them.

As root on Debian or Ubuntu the missing packages are installed; otherwise the line to type is
printed, and the tests say themselves what they could not do. `python3 tools/system.py wrk` sees to
wrk instead, with which `make bench` loads the site.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    wanted = sys.argv[1:]
    missing = [name for name in wanted if not shutil.which(name)] if wanted else missing_packages()
    if not missing:
        return
    names = " ".join(missing)
    if os.getuid() != 0 or not shutil.which("apt-get"):
        print(f"Il manque {' et '.join(missing)}. Sur Debian ou Ubuntu :")
        print(f"  sudo apt-get update && sudo apt-get install {names}", flush=True)
        return
    print(f"Installation de {names} par apt-get…", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def missing_packages() -> list[str]:
    missing = []
    if not any(shutil.which(name) for name in CHROMIUM):
        missing.append("chromium")
    on_path = shutil.which("initdb") or shutil.which("pg_config")
    if not on_path and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("postgresql")
    if not shutil.which("xgettext"):
        missing.append("gettext")
    return missing


if __name__ == "__main__":
    main()
