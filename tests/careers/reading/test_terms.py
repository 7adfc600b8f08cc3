import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from careers import terms
from careers.models import Term
from tests.careers.reading.samples import make_term
from tests.factories import make_role


def found_in(text: str, label: str, *variants: str) -> list[str]:
    finder = terms.build([Term(slug="x", label=label, variants=list(variants), definition="…")])
    return [text[start:end] for start, end, _slug in finder.find(text)]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("dépouillement", "Le dépouillement commence.", "dépouillement"),
        ("dépouillement", "Les dépouillements", "dépouillements"),
        ("dépouillement", "DÉPOUILLEMENT", "DÉPOUILLEMENT"),
        ("dépouillement", "DEPOUILLEMENT", "DEPOUILLEMENT"),
        ("équipe", "l’équipe", "équipe"),
        ("étalonnage", "Etalonnage du film", "Etalonnage"),
        ("plateau", "deux plateaux", "plateaux"),
        ("feuille de service", "les feuilles de service", "feuilles de service"),
        ("feuille de service", "la feuille\u00a0de\nservice", "feuille\u00a0de\nservice"),
        ("droit d’auteur", "le droit d'auteur", "droit d'auteur"),
        ("main d’œuvre", "la main d’oeuvre", "main d’oeuvre"),
        ("CDDU", "en CDDU.", "CDDU"),
        ("plan-séquence", "un plan-séquence", "plan-séquence"),
        ("« silence, ça tourne »", "on crie silence, ça tourne", "silence, ça tourne"),
        ("507 heures", "les 507 heures", "507 heures"),
        ("assurance E&O", "une assurance E&O", "assurance E&O"),
    ],
)
def test_term_is_found_as_a_sentence_writes_it(label: str, text: str, expected: str) -> None:
    assert found_in(text, label) == [expected]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("plan", "un plan-séquence"),
        ("plongée", "une contre-plongée"),
        ("régisseur", "un·e régisseur·euse"),
        ("clap", "clapet"),
        ("loge", "éloge"),
        ("marché", "il marche"),
        ("raccord", "on raccorde"),
        ("CDDU", "cddu"),
        ("plan de travail", "plan du travail"),
    ],
)
def test_term_is_not_found_inside_another_word(label: str, text: str) -> None:
    assert found_in(text, label) == []


def test_longest_term_wins() -> None:
    finder = terms.build(
        [
            Term(slug="plan", label="plan", definition=""),
            Term(slug="plan-de-travail", label="plan de travail", definition=""),
        ]
    )

    assert [slug for _s, _e, slug in finder.find("Le plan de travail, puis un plan.")] == [
        "plan-de-travail",
        "plan",
    ]


def test_other_forms_lead_to_the_same_term() -> None:
    assert found_in("on va dépouiller", "dépouillement", "dépouiller") == ["dépouiller"]


@pytest.mark.django_db
def test_first_mention_alone_is_linked_throughout_a_page() -> None:
    make_term("clap", definition='Deux "bouts" de bois.')
    linker = terms.linker()

    assert linker.link("Un clap <b> & un clap") == (
        'Un <a class="term" href="/ressources/lexique/clap/" '
        'title="Deux &quot;bouts&quot; de bois.">clap</a> &lt;b&gt; &amp; un clap'
    )
    assert linker.link("Encore un clap") == "Encore un clap"


@pytest.mark.django_db
def test_page_of_a_term_does_not_link_itself() -> None:
    make_term("clap")

    assert terms.linker(own="clap").link("Un clap") == "Un clap"


@pytest.mark.django_db
def test_common_word_is_not_linked() -> None:
    make_term("studio", linked=False)

    assert terms.linker().link("Un studio") == "Un studio"


@pytest.mark.django_db
def test_terms_are_read_once_until_one_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    term = make_term("clap")
    terms.linker()
    with django_assert_num_queries(1):
        terms.linker()

    term.definition = "Autre chose."
    term.save()

    assert "Autre chose." in terms.linker().link("Un clap")


@pytest.mark.django_db
def test_english_page_leads_to_english_pages() -> None:
    make_term("clap")
    terms.linker()

    with translation.override("en"):
        assert 'href="/en/ressources/lexique/clap/"' in terms.linker().link("Un clap")
    assert 'href="/ressources/lexique/clap/"' in terms.linker().link("Un clap")


@pytest.mark.django_db
def test_words_linked_are_explained_at_the_foot_of_a_printed_page(client: Client) -> None:
    make_term("clap", definition="Deux bouts de bois.")
    make_term("perche")
    role = make_role(mission=["Le clap."])
    html = client.get(role.get_absolute_url()).content.decode()

    assert html.count('>clap</dt><dd lang="fr">Deux bouts de bois.</dd>') == 1
    assert ">perche</dt>" not in html
