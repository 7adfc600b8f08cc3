"""The files of reference data: what may be read in them for sure, and how they are written.

A file that can be understood in two ways is refused, with its line: the last of two rows, or of two
columns, must not win in silence.
"""

import csv
import io
import json
import re
from typing import Any

import tablib
from django.utils.translation import gettext as _
from import_export.formats import base_formats

from careers.admin.cells import DoubledNameError, natural, unfit

# What a spreadsheet would read as a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-\d+(\.\d+)?")


def neutral(cell: Any) -> Any:
    """A text that a spreadsheet shows instead of computing it. A number below nought is none."""
    risky = isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell


def restored(cell: Any) -> Any:
    """What `neutral` was given."""
    guarded = isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(FORMULA)
    return cell[1:] if guarded else cell


class UnreadableError(ValueError):
    """A file whose rows cannot be told apart for sure; its message says where."""


def _text(stream: Any) -> str:
    if stream is None:
        raise UnreadableError(_("Ce fichier n’est plus gardé\u00a0: envoyez-le de nouveau."))
    try:
        return stream.decode("utf-8-sig") if isinstance(stream, bytes) else str(stream)
    except UnicodeDecodeError:
        said = _("Ce fichier n’est pas en UTF-8\u00a0: enregistrez-le en «\u00a0CSV UTF-8\u00a0».")
        raise UnreadableError(said) from None


def dataset(names: list[str], rows: list[tuple[str, list[Any]]]) -> Any:
    """The rows of a file, and where each stands in it (`places`). Raises UnreadableError."""
    for where, row in rows:
        if unfit(row):
            raise UnreadableError(
                _("%(where)s\u00a0: une cellule contient un caractère nul ou illisible.")
                % {"where": where}
            )
    found = tablib.Dataset(*(row for _where, row in rows), headers=names)
    found.places = [where for where, _row in rows]
    return found


class GuardedCSV(base_formats.CSV):
    """CSV whose cells are never formulas; the guard is taken off again by an import."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        for index, row in enumerate(list(dataset)):
            dataset[index] = [neutral(_written(cell)) for cell in row]
        return super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """The rows, separated by commas or, as a French spreadsheet does, by semicolons."""
        text = _text(in_stream)
        head = text.partition("\n")[0]
        mark = ";" if head.count(";") > head.count(",") else ","
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
        except csv.Error:
            raise UnreadableError(_("Ce fichier n’est pas un CSV.")) from None
        if not lines or not any(lines[0]):
            raise UnreadableError(_("Ligne 1\u00a0: il faut les noms des colonnes."))
        names, *body = lines
        rows = []
        for number, line in enumerate(body, start=2):
            if not any(line):
                continue
            if len(line) != len(names):
                raise UnreadableError(
                    _("Ligne %(n)s\u00a0: %(found)s cellules pour %(wanted)s colonnes.")
                    % {"n": number, "found": len(line), "wanted": len(names)}
                )
            where = _("Ligne %(n)s") % {"n": number}
            rows.append((where, [restored(cell) for cell in line]))
        return dataset([name.strip() for name in names], rows)


def _written(value: Any) -> Any:
    """A value in a cell of CSV."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


class PlainJSON(base_formats.JSON):
    """JSON whose lists are lists, not texts."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        return json.dumps(dataset.dict, ensure_ascii=False, indent=1)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """The records, each with the same names, in whatever order."""
        try:
            records = natural(_text(in_stream))
        except DoubledNameError as error:
            said = _("«\u00a0%(name)s\u00a0» est deux fois dans une même fiche.")
            raise UnreadableError(said % {"name": error}) from None
        except UnreadableError:
            raise
        except json.JSONDecodeError as error:
            said = _("Ligne %(n)s\u00a0: ce n’est plus du JSON.") % {"n": error.lineno}
            raise UnreadableError(said) from None
        except ValueError:
            raise UnreadableError(_("Ce fichier n’est pas du JSON.")) from None
        if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
            raise UnreadableError(_("Il faut une liste de fiches, chacune avec ses noms."))
        names = list(records[0]) if records else []
        rows = []
        for number, record in enumerate(records, start=1):
            where = _("Fiche %(n)s") % {"n": number}
            if set(record) != set(names):
                said = _(
                    "%(where)s\u00a0: elle n’a pas les mêmes noms que la première (%(names)s)."
                )
                odd = ", ".join(sorted(set(record) ^ set(names)))
                raise UnreadableError(said % {"where": where, "names": odd})
            rows.append((where, [record[name] for name in names]))
        return dataset(names, rows)
