"""Ruled tables and plain pages as OpenDocument files, in the look of a call sheet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from odf.number import DateStyle, Day, Month, Number, NumberStyle, Year
from odf.number import Text as NumberText
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import (
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TableRowProperties,
    TextProperties,
)
from odf.table import CoveredTableCell, TableCell, TableColumn, TableRow
from odf.table import Table as OdfTable
from odf.text import H, P

from portal.shell.french import typeset

FONT = "Liberation Sans"
INK, FILL, SOFT, GREY = "#17140f", "#17140f", "#efe7d5", "#655c50"
RULE = "0.5pt solid #8a8072"
A4 = ("21cm", "29.7cm")
Cell = str | int | date


class Table:
    """One sheet of a workbook, row after row. Widths are centimetres."""

    def __init__(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> None:
        self.name, self.widths, self.landscape = name, widths, landscape
        self.lines: list[tuple[str, list[Any]]] = []

    @property
    def next_row(self) -> int:
        """The number, as formulas name it, of the row that comes next."""
        return len(self.lines) + 1

    @property
    def width(self) -> int:
        return len(self.widths)

    def title(self, text: str) -> None:
        self.lines.append(("title", [text]))

    def heading(self, text: str) -> None:
        self.lines.append(("heading", [text]))

    def note(self, text: str) -> None:
        self.lines.append(("note", [text]))

    def header(self, labels: list[str]) -> None:
        self.lines.append(("header", list(labels)))

    def line(self, cells: list[Cell]) -> None:
        self.lines.append(("line", list(cells)))

    def total(self, label: str, formula: str, *, column: int, width: int) -> None:
        cells: list[Cell] = [label, *[""] * (width - 1)]
        cells[column - 1] = formula
        self.lines.append(("total", cells))

    def rows(self, rows: Sequence[Sequence[Cell]], *, width: int) -> None:
        for row in rows:
            self.line([*row, *[""] * (width - len(row))])

    def wide(self, label: str, text: str = "") -> None:
        """A label, and one blank over the rest of the row."""
        self.lines.append(("wide", [label, text]))

    def pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Two labels and their blanks a row, over six columns."""
        for left, right in pairs:
            self.lines.append(("pair", [left, "", "", right, "", ""]))


class Text:
    """A page of text."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def title(self, text: str) -> None:
        self.lines.append(("title", text))

    def heading(self, text: str) -> None:
        self.lines.append(("heading", text))

    def line(self, text: str) -> None:
        self.lines.append(("line", text))

    def note(self, text: str) -> None:
        self.lines.append(("note", text))


class Document:
    """What a file holds: tables, or one text."""

    def __init__(self, parts: Sequence[Table | Text]) -> None:
        self.parts = parts

    def build(self) -> Any:
        first = self.parts[0]
        if isinstance(first, Text):
            return _text_document(first)
        return _workbook([part for part in self.parts if isinstance(part, Table)])


def _page(document: Any, *, landscape: bool) -> None:
    width, height = reversed(A4) if landscape else A4
    layout = PageLayout(name="Page")
    layout.addElement(
        PageLayoutProperties(
            pagewidth=width,
            pageheight=height,
            printorientation="landscape" if landscape else "portrait",
            margin="1.2cm",
            scaletopages="1",
        )
    )
    document.automaticstyles.addElement(layout)
    document.masterstyles.addElement(MasterPage(name="Default", pagelayoutname=layout))


CELLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "title": ({}, {"fontsize": "18pt", "fontweight": "bold"}),
    "heading": (
        {"backgroundcolor": FILL, "border": RULE},
        {"fontweight": "bold", "color": "#ffffff"},
    ),
    "note": ({}, {"fontsize": "8.5pt", "color": GREY, "fontstyle": "italic"}),
    "header": ({"backgroundcolor": SOFT, "border": RULE}, {"fontweight": "bold"}),
    "line": ({"border": RULE}, {}),
    "label": ({"border": RULE, "backgroundcolor": SOFT}, {}),
    "figure": ({"border": RULE}, {}),
    "date": ({"border": RULE}, {}),
    "total": ({"border": RULE, "backgroundcolor": SOFT}, {"fontweight": "bold"}),
    "sum": ({"border": RULE, "backgroundcolor": SOFT}, {"fontweight": "bold"}),
}


def _workbook(tables: list[Table]) -> Any:
    document = OpenDocumentSpreadsheet()
    _page(document, landscape=tables[0].landscape)
    figures = _number_styles(document)
    styles = {}
    for name, (box, words) in CELLS.items():
        style = Style(
            name=name, family="table-cell", parentstylename=None, datastylename=figures.get(name)
        )
        style.addElement(
            TableCellProperties(padding="0.08cm", wrapoption="wrap", verticalalign="middle", **box)
        )
        look = {"fontname": FONT, "fontfamily": FONT, "fontsize": "9.5pt", **words}
        style.addElement(TextProperties(**look))
        document.automaticstyles.addElement(style)
        styles[name] = style
    for table in tables:
        document.spreadsheet.addElement(_table(document, table, styles))
    return document


def _number_styles(document: Any) -> dict[str, Any]:
    money = NumberStyle(name="euros")
    money.addElement(Number(decimalplaces="2", minintegerdigits="1", grouping="true"))
    day = DateStyle(name="jour")
    for part in (Day(style="long"), NumberText(text="/"), Month(style="long"),
                 NumberText(text="/"), Year(style="long")):  # fmt: skip
        day.addElement(part)
    document.automaticstyles.addElement(money)
    document.automaticstyles.addElement(day)
    return {"figure": money, "sum": money, "date": day}


def _table(document: Any, table: Table, styles: dict[str, Any]) -> Any:
    frame = Style(name="feuille", family="table", masterpagename="Default")
    frame.addElement(TableProperties(display="true"))
    document.automaticstyles.addElement(frame)
    made = OdfTable(name=table.name, stylename=frame)
    for number, width in enumerate(table.widths):
        column = Style(name=f"colonne{number}", family="table-column")
        column.addElement(TableColumnProperties(columnwidth=f"{width}cm"))
        document.automaticstyles.addElement(column)
        made.addElement(TableColumn(stylename=column))
    heights = {}
    for kind, height in (("title", "1.1cm"), ("any", "0.62cm")):
        row = Style(name=f"rang-{kind}", family="table-row")
        row.addElement(TableRowProperties(minrowheight=height, useoptimalrowheight="true"))
        document.automaticstyles.addElement(row)
        heights[kind] = row
    for kind, cells in table.lines:
        row = TableRow(stylename=heights["title" if kind == "title" else "any"])
        for cell in _cells(kind, cells, table.width, styles):
            row.addElement(cell)
        made.addElement(row)
    return made


def _cells(kind: str, cells: list[Any], width: int, styles: dict[str, Any]) -> list[Any]:
    if kind in {"title", "heading", "note"}:
        wide = TableCell(
            stylename=styles[kind], valuetype="string", numbercolumnsspanned=str(width)
        )
        wide.addElement(P(text=typeset(cells[0])))
        return [wide, *(CoveredTableCell() for _ in range(width - 1))]
    if kind == "wide":
        return _wide(cells, width, styles)
    if kind == "pair":
        return _pair(cells, styles)
    return [_cell(kind, place, cell, styles) for place, cell in enumerate(cells)]


def _wide(cells: list[str], width: int, styles: dict[str, Any]) -> list[Any]:
    label = _cell("line", 0, cells[0], styles)
    blank = TableCell(
        stylename=styles["line"], valuetype="string", numbercolumnsspanned=str(width - 1)
    )
    if cells[1]:
        blank.addElement(P(text=typeset(cells[1])))
    return [label, blank, *(CoveredTableCell() for _ in range(width - 2))]


def _pair(cells: list[str], styles: dict[str, Any]) -> list[Any]:
    made: list[Any] = []
    for label in (cells[0], cells[3]):
        named = TableCell(stylename=styles["label"], valuetype="string")
        named.addElement(P(text=typeset(label)))
        blank = TableCell(stylename=styles["line"], numbercolumnsspanned="2")
        made += [named, blank, CoveredTableCell()]
    return made


def _cell(kind: str, place: int, value: Cell, styles: dict[str, Any]) -> Any:
    if isinstance(value, date):
        made = TableCell(stylename=styles["date"], valuetype="date", datevalue=value.isoformat())
        made.addElement(P(text=f"{value:%d/%m/%Y}"))
        return made
    if isinstance(value, int):
        made = TableCell(stylename=styles["line"], valuetype="float", value=str(value))
        made.addElement(P(text=str(value)))
        return made
    if value.startswith("date:="):
        return TableCell(stylename=styles["date"], formula=f"of:{value[5:]}")
    if value.startswith("="):
        name = "sum" if kind == "total" else "figure"
        return TableCell(
            stylename=styles[name], formula=f"of:{value}", valuetype="float", value="0"
        )
    label = kind == "line" and place == 0 and value
    made = TableCell(stylename=styles["label" if label else kind], valuetype="string")
    if value:
        made.addElement(P(text=typeset(value)))
    return made


def _text_document(text: Text) -> Any:
    document = OpenDocumentText()
    _page(document, landscape=False)
    looks: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "title": ({"marginbottom": "0.2cm"}, {"fontsize": "24pt", "fontweight": "bold"}),
        "heading": (
            {"margintop": "0.55cm", "marginbottom": "0.15cm", "borderbottom": f"1pt solid {INK}"},
            {"fontsize": "11pt", "fontweight": "bold", "texttransform": "uppercase"},
        ),
        "line": ({"marginbottom": "0.12cm"}, {"fontsize": "10.5pt"}),
        "note": ({"margintop": "0.5cm"}, {"fontsize": "8.5pt", "color": GREY}),
    }
    styles = {}
    for name, (shape, look) in looks.items():
        style = Style(name=name, family="paragraph")
        style.addElement(ParagraphProperties(**shape))
        style.addElement(TextProperties(fontname=FONT, fontfamily=FONT, **look))
        document.styles.addElement(style)
        styles[name] = style
    for kind, words in text.lines:
        if kind in {"title", "heading"}:
            level = 1 if kind == "title" else 2
            document.text.addElement(
                H(outlinelevel=level, stylename=styles[kind], text=typeset(words))
            )
        else:
            document.text.addElement(P(stylename=styles[kind], text=typeset(words)))
    return document
