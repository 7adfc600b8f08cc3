import io
import zipfile

import pytest
from django.test import Client
from odf.opendocument import load
from odf.table import TableCell, TableRow
from odf.text import H, P

from careers.views.downloads import FILES
from tools import make_templates

NAMES = list(make_templates.FILES)
KINDS = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
}


@pytest.mark.parametrize("name", NAMES)
def test_file_is_what_the_tool_writes(name: str) -> None:
    assert (make_templates.FOLDER / name).read_bytes() == make_templates.make(name)


@pytest.mark.parametrize("name", NAMES)
def test_file_is_open_document(name: str) -> None:
    data = (make_templates.FOLDER / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first).decode() == KINDS[name.rpartition(".")[2]]
        assert {"content.xml", "styles.xml", "META-INF/manifest.xml"} <= set(archive.namelist())
    document = load(io.BytesIO(data))
    written = [*document.getElementsByType(P), *document.getElementsByType(H)]
    assert len(written) > 10


def test_budget_adds_itself_up() -> None:
    document = load(make_templates.FOLDER / "devis-court-metrage.ods")
    formulas = {}
    for number, row in enumerate(document.getElementsByType(TableRow), start=1):
        cells = row.getElementsByType(TableCell)
        formulas[str(cells[0])] = (number, cells[4].getAttribute("formula") if cells[4:] else None)

    first, _none = formulas["Scénario"]
    assert formulas["1. Droits"][1] == f"of:=SUM([.E{first}:.E{first + 1}])"
    assert formulas["Scénario"][1] == f"of:=[.B{first}]*[.D{first}]"
    assert '"T";' in str(formulas["Charges, technique (taux en %)"][1])
    total, _formula = formulas["Coût du film"]
    found, _formula = formulas["Argent trouvé"]
    assert formulas["Reste (négatif\u00a0: dépassement)"][1] == f"of:=[.E{found}]-[.E{total}]"


@pytest.mark.django_db
def test_page_offers_every_file(client: Client) -> None:
    html = client.get("/ressources/modeles/").content.decode()

    assert sorted(one["name"] for one in FILES) == sorted(NAMES)
    for name in NAMES:
        assert f'modeles/{name}" download' in html or f"modeles/{name.split('.')[0]}" in html
