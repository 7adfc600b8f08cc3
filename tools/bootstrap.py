"""Prepare .venv: `python3 tools/bootstrap.py run` (the site) or `dev` (the tests too).

Standard library only, since nothing is installed yet. Does nothing when the stamp of the set
says that its lock files are already installed.
"""

# So that an old Python reaches the sentence which refuses it.
from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SETS = {
    "run": ["requirements.txt"],
    "dev": ["requirements.txt", "requirements-dev.txt"],
}
# Present only while the environment is whole: whoever finds it missing starts afresh.
WHOLE = VENV / "whole"

# How pip reaches its registry, and nothing else: PIP_TARGET, PIP_USER and the like would
# send packages elsewhere. The hashes make the origin of a file harmless.
PIP_VARIABLES = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        sys.exit("Usage : python3 tools/bootstrap.py run|dev")
    check_python()
    lock = ROOT / "var" / "bootstrap.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as handle:
        wait_for_our_turn(handle)
        prepare(sys.argv[1])


def check_python() -> None:
    if sys.version_info < (3, 11):
        sys.exit(
            f"Premier Clap demande Python 3.11 ou plus récent ; ici {sys.version.split()[0]}.\n"
            "Indiquez-en un autre : make run PYTHON=python3.11"
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "Il manque à ce Python de quoi créer un environnement. Sur Debian ou Ubuntu :\n"
            "  sudo apt install python3-venv"
        )


def wait_for_our_turn(handle: TextIO) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Une autre installation est en cours, on attend qu’elle finisse…")
        fcntl.flock(handle, fcntl.LOCK_EX)


def prepare(name: str) -> None:
    """Bring .venv in step with the lock files of the set."""
    files = [ROOT / file for file in SETS[name]]
    # The place counts: the scripts of an environment hold its absolute path.
    identity = f"{sys.version} {VENV}"
    stamp = VENV / f"stamp-{name}"
    wanted = digest(identity, *(file.read_text() for file in files))

    whole = WHOLE.exists() and WHOLE.read_text() == digest(identity) and python().exists()
    if whole and stamp.exists() and stamp.read_text() == wanted:
        return
    if not whole:
        say("Création de l’environnement Python dans .venv…")
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], env=environment(), check=True)
    WHOLE.unlink(missing_ok=True)
    install(files)
    stamp.write_text(wanted)
    WHOLE.write_text(digest(identity))


def install(files: list[Path]) -> None:
    """Run pip, showing one line in ten packages, and everything useful if it fails."""
    total = sum("==" in line and line[0].isalnum() for f in files for line in f.open())
    say(f"Installation d’au plus {total} paquets (une à deux minutes la première fois)…")
    command = [str(python()), "-m", "pip", "install", "--require-hashes", "--progress-bar", "off"]
    for file in files:
        command += ["-r", str(file)]
    last_lines: deque[str] = deque(maxlen=15)
    done = 0
    with subprocess.Popen(
        command,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        assert pip.stdout
        for line in pip.stdout:
            last_lines.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                done += 1
                if done % 10 == 0:
                    say(f"  {done} paquets lus")
            elif line.startswith("Installing collected packages"):
                say("  copie dans .venv")
    if pip.returncode:
        sys.exit("".join(last_lines) + "\nL’installation a échoué ; voir les lignes ci-dessus.")
    say("Paquets installés.")


def environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON")) or name in PIP_VARIABLES
    }
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def python() -> Path:
    return VENV / "bin" / "python"


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrompu ; la prochaine commande reprendra l’installation du début.")
