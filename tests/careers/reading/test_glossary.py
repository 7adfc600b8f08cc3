import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Department, Role, Term
from tests.careers.reading.samples import make_term
from tests.factories import make_department, make_role

pytestmark = pytest.mark.django_db


def words(client: Client, query: str = "") -> list[str]:
    """The slugs listed, in order."""
    html = client.get(f"/ressources/lexique/{query}").content.decode()
    listed = html.partition('id="lexique"')[2]
    return re.findall(r'href="/ressources/lexique/([a-z0-9-]+)/"', listed)


def test_words_are_filed_from_a_to_z_without_their_accents(client: Client) -> None:
    make_term("zoom")
    make_term("etalonnage", label="étalonnage")
    make_term("silence-plateau", label="«\u00a0silence\u00a0»")
    make_term("cinq-cent-sept-heures", label="507 heures")
    make_term("clap")

    assert words(client) == [
        "cinq-cent-sept-heures",
        "clap",
        "etalonnage",
        "silence-plateau",
        "zoom",
    ]


def test_letter_without_a_word_leads_nowhere(client: Client) -> None:
    make_term("clap")
    html = client.get("/ressources/lexique/").content.decode()

    assert '<a href="#lettre-c">C</a>' in html
    assert '<h2 id="lettre-c">C</h2>' in html
    assert "#lettre-d" not in html


def test_department_shows_its_words_and_those_of_everybody(client: Client) -> None:
    make_department(slug="son", label="Son")
    make_term("perche", departments=["son"])
    make_term("devis", departments=["production"])
    make_term("clap", departments=[])

    assert words(client, "?departement=son") == ["clap", "perche"]


@pytest.mark.parametrize("query", ["?departement=inconnu", "?q=", "?departement="])
def test_bad_filter_shows_everything(client: Client, query: str) -> None:
    make_term("clap")

    assert words(client, query) == ["clap"]


@pytest.mark.parametrize("asked", ["DEPOUILL", "breakdown", "dépouiller", "script break"])
def test_word_is_found_by_any_of_its_names(client: Client, asked: str) -> None:
    make_term("clap")
    make_term(
        "depouillement",
        label="dépouillement",
        label_en="script breakdown",
        variants=["dépouiller le scénario"],
    )

    assert words(client, f"?q={asked}") == ["depouillement"]


def test_nothing_found_says_what_to_do(client: Client) -> None:
    make_term("clap")

    assert "Aucun mot ne répond" in client.get("/ressources/lexique/?q=xyz").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_two_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_term(f"mot-{number}")

    with django_assert_num_queries(2):
        client.get("/ressources/lexique/")


def test_page_of_a_word_shows_its_neighbours_and_who_uses_it(client: Client) -> None:
    role: Any = make_role(slug="scripte", title="Scripte")
    make_term("plan-de-travail", label="plan de travail")
    make_term(
        "depouillement",
        label="dépouillement",
        definition="Prépare le plan de travail.",
        departments=["regie"],
        see_also=["plan-de-travail", "disparu"],
        roles=["scripte"],
    )
    html = client.get("/ressources/lexique/depouillement/").content.decode()

    assert '<a class="term" href="/ressources/lexique/plan-de-travail/"' in html
    assert f'<a href="{role.get_absolute_url()}">Scripte</a>' in html
    assert '<a href="/ressources/lexique/?departement=regie">Régie</a>' in html
    assert "disparu" not in html
    assert "à vérifier" in html


def test_unknown_word_is_not_found(client: Client) -> None:
    assert client.get("/ressources/lexique/rien/").status_code == 404


def test_guide_links_a_word_once_outside_its_links(client: Client) -> None:
    make_term("clap")
    role = make_role(
        mission=["Le clap, puis le clap."], tasks=["Tenir le clap"], entry_path="Par le clap."
    )
    html = client.get(role.get_absolute_url()).content.decode()

    assert html.count('class="term"') == 1
    assert 'Le <a class="term" href="/ressources/lexique/clap/"' in html


def test_real_words_lead_to_real_things(load_reference: None) -> None:
    slugs = set(Term.objects.values_list("slug", flat=True))
    departments = set(Department.objects.values_list("slug", flat=True))
    roles = set(Role.objects.values_list("slug", flat=True))

    assert len(slugs) >= 120
    wrong = [
        f"{term.slug} : {one}"
        for term in Term.objects.all()
        for known, named in ((slugs, term.see_also), (departments, term.departments),
                             (roles, term.roles))
        for one in named
        if one not in known
    ]  # fmt: skip
    assert wrong == []


def test_every_guide_links_some_words_and_none_twice(load_reference: None, client: Client) -> None:
    bare = []
    for role in Role.objects.all():
        html = client.get(role.get_absolute_url()).content.decode()
        linked = re.findall(r'class="term" href="([^"]+)"', html)
        assert len(linked) == len(set(linked)), role.slug
        if not linked:
            bare.append(role.slug)
    assert bare == []
