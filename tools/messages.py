"""Bring the English catalogue up to the sources: `python tools/messages.py [--check]`.

French is the source language, so a string without English shows in French. Pages that only staff
and developers see stay in French and are left out. A second catalogue repeats the French of what is
counted: in French, nought is singular, which only a catalogue can say.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
COUNTED = Path("locale/fr/LC_MESSAGES/django.po")
LEFT_OUT = (
    ".venv", "var", "tests", "tools", "*/admin/*", "admin.py", "templates/admin/*",
    "templates/shell/gallery*", "templates/simple_history/*", "portal/shell/views/gallery*",
    "admin_fields.py", "*/management/*", "*/migrations/*", "*/debt.py",
)  # fmt: skip
METADATA = {
    "Project-Id-Version": "Premier Clap",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
HOLDERS = re.compile(r"%\([a-z_]+\)[a-z]|\{[a-z_]*\}|</?[a-z][^>]*>", re.IGNORECASE)


def main() -> None:
    if "--check" in sys.argv:
        faults = missing()
        print("\n".join(faults) or "Le catalogue anglais est complet.")
        sys.exit(bool(faults))
    catalogue = extracted(ROOT)
    catalogue.save(str(ROOT / CATALOGUE))
    catalogue.save_as_mofile(str((ROOT / CATALOGUE).with_suffix(".mo")))
    french = counted(catalogue)
    (ROOT / COUNTED).parent.mkdir(parents=True, exist_ok=True)
    french.save(str(ROOT / COUNTED))
    french.save_as_mofile(str((ROOT / COUNTED).with_suffix(".mo")))
    left = [entry for entry in catalogue if not entry.translated() or entry.fuzzy]
    print(f"{len(catalogue)} textes, {len(left)} sans anglais")


def extracted(root: Path) -> polib.POFile:
    """The catalogue with every string of the sources, and the English it has so far."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        names = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, text=True, check=True,
        ).stdout.split()  # fmt: skip
        for name in names:
            if name.endswith((".py", ".html", ".txt")) and not name.startswith("tests/"):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / name, copy / name)
        (copy / CATALOGUE).parent.mkdir(parents=True)
        left_out = [part for name in LEFT_OUT for part in ("-i", name)]
        command = ["makemessages", "-l", "en", "--no-wrap", "--no-obsolete", "--add-location",
                   "file", *left_out, "-v0"]  # fmt: skip
        # Without the settings: the copy is a tree of texts, not a site.
        alone = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
        subprocess.run([sys.executable, "-m", "django", *command], cwd=copy, env=alone, check=True)
        found = polib.pofile(str(copy / CATALOGUE), wrapwidth=0)
    known = {key(entry): entry for entry in polib.pofile(str(root / CATALOGUE), wrapwidth=0)}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = METADATA
    for entry in found:
        # xgettext leaves Python's escapes as they are written.
        entry.msgid, entry.msgid_plural = unescaped(entry.msgid), unescaped(entry.msgid_plural)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr, entry.msgstr_plural = "", {0: "", 1: ""} if entry.msgid_plural else {}
        old = known.get(key(entry))
        if old is not None:
            entry.msgstr = old.msgstr
            if entry.msgid_plural and old.msgstr_plural:
                entry.msgstr_plural = old.msgstr_plural
        fresh.append(entry)
    fresh.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return fresh


def counted(catalogue: polib.POFile) -> polib.POFile:
    """What is counted, in French, from two on in the plural: « 0 place », « 1 place »."""
    french = polib.POFile(wrapwidth=0)
    french.metadata = METADATA | {"Language": "fr", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    french.extend(
        polib.POEntry(
            msgid=entry.msgid,
            msgid_plural=entry.msgid_plural,
            msgctxt=entry.msgctxt,
            msgstr_plural={0: entry.msgid, 1: entry.msgid_plural},
        )
        for entry in catalogue
        if entry.msgid_plural
    )
    return french


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text or "")


def missing(root: Path = ROOT) -> list[str]:
    """What the catalogue lacks, and what does not agree with its French, a line each."""
    catalogue = extracted(root)
    known = {key(entry) for entry in polib.pofile(str(root / COUNTED), wrapwidth=0)}
    faults = [
        f"à recompter (make messages) : {entry.msgid[:90]!r}"
        for entry in counted(catalogue)
        if key(entry) not in known
    ]
    for entry in catalogue:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts):
            faults.append(f"sans anglais : {entry.msgid[:90]!r}")
            continue
        wanted = set(HOLDERS.findall(entry.msgid_plural or entry.msgid))
        if wanted != set(HOLDERS.findall(texts[-1])):
            faults.append(f"autres repères : {entry.msgid[:90]!r}")
    return faults


if __name__ == "__main__":
    main()
