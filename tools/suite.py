"""Run the whole test suite on SQLite, then on PostgreSQL, and sum up both at the end.

`python tools/suite.py [pytest options]`; ends with an error if either run failed.
"""

import os
import subprocess
import sys
from pathlib import Path

# What asks nothing of one database rather than of the other is tested once: pages in a browser,
# templates and typography, the cleaning of files, the law of an offer, the reading of imports.
ONCE = [
    "-m",
    "not browser",
    "--only-database",
    "--ignore=tests/consistency",
    "--ignore=tests/careers/legality",
    "--ignore=tests/careers/test_transfer.py",
    "--ignore=tests/portal/uploads",
    "--ignore=tests/proof/test_matrix.py",
]
ROOT = Path(__file__).resolve().parent.parent
NO_TESTS_COLLECTED = 5
WORKERS = max(2, os.cpu_count() or 2)


def main() -> None:
    asked = sys.argv[1:]
    results = [run("sqlite", asked), run("postgresql", asked or ONCE)]
    print()
    for database, (code, closing) in zip(("SQLite", "PostgreSQL"), results, strict=True):
        verdict = "réussi" if code == 0 else f"ÉCHEC (code {code})"
        print(f"{database:<11} {verdict} : {closing}")
    sys.exit(any(code for code, _ in results))


def run(database: str, options: list[str]) -> tuple[int, str]:
    """pytest's exit code and its closing line of counts, after showing all of its output."""
    print(f"\n--- Tests sur {database}", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        f"--database={database}",
        "-n",
        str(WORKERS),
        *options,
    ]
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as pytest:
        assert pytest.stdout
        for line in pytest.stdout:
            print(line, end="", flush=True)
            closing = line.strip(" =\n") or closing
    if pytest.returncode == NO_TESTS_COLLECTED:
        closing = "aucun test trouvé"
    return pytest.returncode, closing


if __name__ == "__main__":
    main()
