import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers import sheets
from careers.enums import QuestionTheme, SheetKind
from careers.models import Role
from careers.views.sheets import CARD
from tests.careers.reading import samples
from tests.careers.reading.samples import leads_somewhere, make_term
from tests.consistency.french import faults, visible_texts
from tests.consistency.report import assert_none
from tests.factories import make_role

pytestmark = pytest.mark.django_db
RIGHTS = samples.SHEET.replace("kind: premier-jour", "kind: droits").split("## ")[0] + (
    "## En trois lignes\n\n1. Lisez.\n\n## Ce qui vous est dû\n\n- Un long détail.\n\n"
    "## Qui appeler\n\n- Le [17](tel:17)\n\n## Les preuves à garder\n\n- [ ] Une copie\n"
)


def get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("sheet_folder")
def test_list_shows_each_sheet_under_its_theme(client: Client) -> None:
    html = get(client, "/ressources/fiches/")

    assert re.findall(r'href="/ressources/fiches/([a-z-]+)/"', html) == [
        "autre-fiche",
        "premier-jour-regie",
    ]
    assert '<h2 class="title" id="debuter">Débuter</h2>' in html
    assert "25\u00a0novembre 2026" in html


def test_empty_list_says_where_else_to_read(client: Client, sheet_folder: Path) -> None:
    for file in sheet_folder.iterdir():
        file.unlink()

    assert "Aucune fiche pour l’instant" in get(client, "/ressources/fiches/")


@pytest.mark.usefixtures("sheet_folder")
def test_sheet_says_who_when_and_from_where(client: Client) -> None:
    role = make_role(slug="auxiliaire-de-regie", title="Auxiliaire de régie")
    make_term("feuille-de-service", label="feuille de service")
    html = get(client, "/ressources/fiches/premier-jour-regie/")

    for expected in (
        '<h1 lang="fr">Le premier jour d’un auxiliaire de régie</h1>',
        "<dd>L’équipe de Premier Clap</dd>",
        '<a href="https://example.org/charte" rel="external">Charte de l’AFR</a> (2025)',
        f'<a href="{role.get_absolute_url()}">Auxiliaire de régie</a>',
        '<input type="checkbox" data-clap-check="',
        'class="term" href="/ressources/lexique/feuille-de-service/"',
        '<a href="/ressources/fiches/autre-fiche/">Une autre fiche</a>',
        'value="fiche:premier-jour-regie:oui"',
        '<span class="tag tag-warn">à vérifier',
    ):
        assert expected in html
    assert "n’a pas été relue" not in html


def test_old_sheet_warns(client: Client, sheet_folder: Path) -> None:
    old = samples.SHEET.replace("checked_on: 2026-11-25", "checked_on: 2020-01-01")
    (sheet_folder / "vieille.md").write_text(old)

    assert "n’a pas été relue depuis plus d’un an" in get(client, "/ressources/fiches/vieille/")


@pytest.mark.usefixtures("sheet_folder")
def test_unknown_sheet_is_not_found(client: Client) -> None:
    assert client.get("/ressources/fiches/rien/").status_code == 404
    assert client.get("/ressources/premier-jour/rien/").status_code == 404


@pytest.mark.usefixtures("sheet_folder")
def test_first_day_of_a_role_is_its_sheet(client: Client) -> None:
    response = client.get("/ressources/premier-jour/auxiliaire-de-regie/")

    assert response["Location"] == "/ressources/fiches/autre-fiche/"


@pytest.mark.usefixtures("sheet_folder")
def test_guide_points_at_its_sheets(client: Client) -> None:
    role = make_role(slug="auxiliaire-de-regie")

    assert '<a href="/ressources/fiches/premier-jour-regie/">' in get(
        client, role.get_absolute_url()
    )
    assert "/ressources/fiches/" not in get(client, make_role().get_absolute_url())


@pytest.mark.usefixtures("sheet_folder")
def test_reading_asks_little_and_sets_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_role(slug="auxiliaire-de-regie")
    get(client, "/ressources/fiches/premier-jour-regie/")

    # The words of the trade, the roles, the page named [[inconnu]], the votes.
    with django_assert_num_queries(4):
        response = client.get("/ressources/fiches/premier-jour-regie/")
    assert not response.cookies


def test_card_of_rights_keeps_what_one_reads_before_signing(
    client: Client, sheet_folder: Path
) -> None:
    (sheet_folder / "droits-stage.md").write_text(RIGHTS)
    html = get(client, "/ressources/droits/")

    assert re.findall(r"<dt>(.*?)</dt>", html) == CARD
    assert '<a href="tel:17">17</a>' in html
    assert "Un long détail" not in html


def test_funding_shows_checklists_whole_and_names_the_others(
    client: Client, sheet_folder: Path
) -> None:
    about = samples.SHEET.replace("theme: debuter", "theme: financer")
    (sheet_folder / "collecte.md").write_text(about.replace("premier-jour", "checklist", 1))
    (sheet_folder / "devis.md").write_text(about.replace("kind: premier-jour", "kind: fiche"))
    html = get(client, "/ressources/financement/")

    assert '<h3 id="collecte-dans-le-sac">Dans le sac</h3>' in html
    assert html.count("Dans le sac") == 1
    assert 'href="/ressources/fiches/devis/"' in html


def test_real_sheets_are_whole(load_reference: None, client: Client) -> None:
    """Their roles and links exist, their headings start at 2, the cards have their parts."""
    roles = set(Role.objects.values_list("slug", flat=True))
    wrong = []
    for sheet in sheets.all_sheets():
        html = get(client, sheet.get_absolute_url()).partition('class="prose text"')[2]
        text = html.partition('class="useful')[0]
        wrong += [f"{sheet.slug} : rôle {role}" for role in sheet.roles if role not in roles]
        links = re.findall(r'href="(/[^"#]*)', text)
        wrong += [f"{sheet.slug} : {link}" for link in links if not leads_somewhere(link)]
        wrong += [f"{sheet.slug} : {link}" for link in links if gone(client, link)]
        wrong += [f"{sheet.slug} : {word}" for word in re.findall(r"\[\[.*?\]\]|\{.*?\}", text)]
        if re.search(r"^# ", sheet.body, re.MULTILINE):
            wrong.append(f"{sheet.slug} : titre de niveau 1")
        if not sheet.sources:
            wrong.append(f"{sheet.slug} : sans source")
        if sheet.kind == SheetKind.RIGHTS:
            titles = [title for title, _text in sheet.parts()]
            wrong += [f"{sheet.slug} : sans {part}" for part in CARD if part not in titles]
    assert wrong == []


def gone(client: Client, link: str) -> bool:
    """Whether a page of the library or a role that a sheet names does not exist."""
    mine = link.startswith(("/ressources/fiches/", "/ressources/lexique/", "/metiers/"))
    return mine and client.get(link).status_code != 200


def test_real_sheets_and_answers_are_typeset(load_reference: None, client: Client) -> None:
    addresses = [sheet.get_absolute_url() for sheet in sheets.all_sheets()]
    addresses += [f"/faq/?theme={theme}" for theme in QuestionTheme.values]

    assert_none(
        f"{address} {fault}"
        for address in addresses
        for text in visible_texts(get(client, address))
        for fault in faults(text)
    )
