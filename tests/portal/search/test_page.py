"""The search page: what it says, counts, narrows and marks, and its ideas when nothing answers."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from portal.search import counting, finding, snippets
from portal.search.models import Synonym
from tests.factories import (
    make_department,
    make_internship,
    make_organisation,
    make_role,
    make_user,
)
from tests.portal.search.factories import search, titles

pytestmark = pytest.mark.django_db


def page(client: Client, text: str, **parameters: Any) -> str:
    answer = client.get("/recherche/", {"q": text, **parameters})
    assert answer.status_code == 200
    return answer.text


def listed(text: str) -> list[str]:
    """The titles of the strips, in order."""
    found = re.findall(r'<h3 class="strip-title"><a href="[^"]*">(.*?)</a></h3>', text)
    return [re.sub("</?mark>", "", title) for title in found]


def counts(text: str, group: str) -> dict[str, str]:
    """What is printed beside each box of a group."""
    boxes = re.findall(
        rf'name="{group}" value="([^"]*)"[^>]*><span>[^<]*</span>'
        r'(?:<span class="filters-count">([^<]*)</span>)?',
        text,
    )
    return dict(boxes)


@pytest.fixture
def crew() -> None:
    """Two departments, a role in each; three internships in two regions."""
    sound = make_department(slug="son", label="Son")
    unit = make_department(slug="regie", label="Régie")
    roles = {
        "son": make_role(department=sound, title="Bruiteur·euse", title_masculine="Bruiteur"),
        "regie": make_role(department=unit, title="Ripeur·euse", title_masculine="Ripeur"),
    }
    for place, code, role in (
        ("Lyon", "69", "son"),
        ("Brest", "29", "son"),
        ("Lyon", "69", "regie"),
    ):
        make_internship(
            role=roles[role], city=place, departement=code, title=f"Stage toupie à {place}",
            missions="Faire tourner la toupie.", organisation=make_organisation(name="Écran"),
        )  # fmt: skip


# --- What is counted ---------------------------------------------------------------


def test_facets_stay_right_while_combined(client, crew):
    whole = page(client, "toupie")
    assert counts(whole, "type") == {"stage": "3"}
    assert counts(whole, "departement") == {"regie": "1", "son": "2"}
    assert counts(whole, "region") == {"auvergne-rhone-alpes": "2", "bretagne": "1"}

    narrowed = page(client, "toupie", departement="son")
    assert "2 résultats" in narrowed
    # Its own group still says what the other boxes would give.
    assert counts(narrowed, "departement") == {"regie": "1", "son": "2"}
    assert counts(narrowed, "region") == {"auvergne-rhone-alpes": "1", "bretagne": "1"}

    both = page(client, "toupie", departement="son", region="bretagne")
    assert listed(both) == ["Stage toupie à Brest"]
    assert "1 résultat<" in both

    either = page(client, "toupie", departement=["son", "regie"], region="auvergne-rhone-alpes")
    assert sorted(listed(either)) == ["Stage toupie à Lyon", "Stage toupie à Lyon"]


def test_capped_facets_say_the_same_as_counted_ones(client, crew, monkeypatch):
    asked: list[dict[str, Any]] = [
        {},
        {"departement": "son"},
        {"departement": "son", "region": "bretagne"},
        {"type": "stage", "region": "bretagne", "departement": ["son", "regie"]},
    ]
    exact = [page(client, "toupie", **boxes) for boxes in asked]
    monkeypatch.setattr(finding, "EXACT_UP_TO", -1)
    capped = [page(client, "toupie", **boxes) for boxes in asked]

    for one, other in zip(exact, capped, strict=True):
        assert listed(one) == listed(other)
        for group in ("type", "departement", "region"):
            assert counts(one, group) == counts(other, group)


def test_beyond_the_cap_it_says_more_than_two_thousand(client, crew, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_UP_TO", -1)
    for module in ("counting", "statements", "views"):
        monkeypatch.setattr(f"portal.search.{module}.MOST_COUNTED", 2)

    said = page(client, "toupie")

    assert "plus de 2 résultats" in said
    assert counts(said, "type") == {"stage": "plus de 2"}
    # Not counted, and offered all the same.
    assert counts(said, "departement") == {"regie": "", "son": ""}
    assert len(counts(said, "region")) == 18
    narrowed = page(client, "toupie", departement="son")
    assert "2 résultats" in narrowed
    assert "plus de" not in narrowed.partition('name="region"')[0].partition("résultats")[0]


def test_counts_are_of_kinds_in_order(client, crew):
    said = page(client, "lyon")

    assert list(counts(said, "type")) == ["stage", "structure"]


def test_unknown_boxes_are_left_out(client, crew):
    said = page(
        client, "toupie", type="soucoupe", departement="x' OR 1=1", region="NEAR(", page="-3"
    )

    assert len(listed(said)) == 3


def test_members_kinds_are_not_offered_to_visitors(client, crew):
    assert len(listed(page(client, "toupie", type="membre"))) == 3


# --- Pages -------------------------------------------------------------------------


def test_pages_follow_each_other_without_a_gap_or_a_double(client, monkeypatch):
    role, host = make_role(), make_organisation()
    for number in range(7):
        make_internship(role=role, organisation=host, title=f"Stage toupie {number}")
    for module in ("finding", "statements"):
        monkeypatch.setattr(f"portal.search.{module}.PAGE_SIZE", 3)
    whole = [hit.object_id for n in (1, 2, 3) for hit in search("toupie", page=n).hits]

    assert len(whole) == len(set(whole)) == 7
    assert [search("toupie", page=n).has_next for n in (1, 2, 3)] == [True, True, False]
    first = page(client, "toupie", type="stage")
    assert 'rel="next" href="/recherche/?q=toupie&amp;type=stage&amp;page=2"' in first
    assert 'rel="prev" href="/recherche/?q=toupie"' in page(client, "toupie", page=2)
    beyond = page(client, "toupie", type="stage", page=999)
    assert "Revenez à la première page" in beyond
    assert 'href="/recherche/?q=toupie&amp;type=stage">Revenez' in beyond
    # There are answers: the word is not to blame.
    assert "Essayez un mot plus court" not in beyond


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_asks_as_much_for_three_answers_as_for_one(
    client, item_count, django_assert_num_queries
):
    role, host = make_role(), make_organisation()
    for _ in range(item_count):
        make_internship(role=role, organisation=host, title="Stage toupie")

    with django_assert_num_queries(4):
        assert len(listed(page(client, "toupie"))) == item_count


def test_no_statement_is_asked_twice(client, crew):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_role(title="Toupilleur·euse")
    for typed in ("toupie", "toupi lyon", "toupei", "rien de rien"):
        with CaptureQueriesContext(connection) as asked:
            page(client, typed)
        said = [one["sql"] for one in asked.captured_queries]
        assert len(said) <= 7
        assert len(said) == len(set(said))


def test_member_page_asks_little(crew, django_assert_max_num_queries):
    member = Client()
    member.force_login(make_user())

    with django_assert_max_num_queries(10):
        page(member, "toupie")


# --- What is typed -----------------------------------------------------------------


def test_mended_word_is_said_and_the_original_offered(client, crew):
    said = page(client, "tuopie lyon")

    assert "résultats pour «\u00a0<b>toupie lyon</b>\u00a0»" in said
    assert 'href="/recherche/?q=tuopie+lyon&amp;tel-quel=1"' in said
    assert len(listed(said)) == 2
    as_typed = page(client, "tuopie lyon", **{"tel-quel": "1"})
    assert listed(as_typed) == []
    assert "Aucun résultat pour «\u00a0tuopie lyon\u00a0»" in as_typed


@pytest.mark.parametrize("typed", ["toupe", "toupiee", "tuopie", "toupje"])
def test_each_kind_of_slip_is_forgiven(client, crew, typed):
    assert len(listed(page(client, typed))) == 3


@pytest.mark.parametrize("typed", ["tuopei", "xoupix"])
def test_two_slips_are_not(client, crew, typed):
    assert listed(page(client, typed)) == []


def test_all_words_are_required(crew):
    assert titles("toupie brest") == ["Stage toupie à Brest"]
    assert titles("toupie marseille") == []


def test_name_comes_before_text(crew):
    make_role(title="Chef·fe bruitage", description="Rien d’autre.")
    make_role(title="Mixeur·euse", description="Reçoit le bruitage.")

    assert titles("bruitage")[:3] == ["Bruiteur·euse", "Chef·fe bruitage", "Mixeur·euse"]


def test_synonym_works_as_soon_as_it_is_saved(crew):
    assert titles("tourniquet") == []
    synonym = Synonym.objects.create(typed="tourniquets", means="bruiteur\nripeur")

    assert sorted(titles("tourniquet")[:2]) == ["Bruiteur·euse", "Ripeur·euse"]

    synonym.means = "ripeur"
    synonym.save()

    assert titles("tourniquet")[0] == "Ripeur·euse"
    assert "Bruiteur·euse" not in titles("tourniquet")


HOSTILE = [
    '"', "'", "''", '""toupie"', "NEAR(", "toupie NEAR lyon", "*", "toup*", "-toupie", "^toupie",
    "toupie AND", "NOT", "OR OR", "(", "toupie)", "{words}", "words:toupie", "a:*", "%", "_", "\\",
    "$1", "%s", "%(x)s", "; DROP TABLE search_entry", "toupie & !lyon | (", "<b>toupie</b>",
    "🎬", "🎬🎬 toupie", "\u202e\u200b\ufeff", "кино", "映画", "ﬁlm", "½", "İ", "e\u0301", "\ud7ff",
    "de la du des", "l’", "à", "a" * 10_000, "toupie " * 2_000, "é" * 300, "x-" * 200, "-" * 50,
    "a-b " * 60, "l'" * 100, "10^30", "٣", "﷽", "…",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_the_page(client, crew, text):
    member = Client()
    member.force_login(make_user())
    for who in (client, member):
        said = page(who, text)
        assert "<b>toupie</b>" not in said


def test_nul_is_refused_as_everywhere(client):
    assert client.get("/recherche/?q=%00").status_code == 400


# --- What is shown -----------------------------------------------------------------


def test_text_is_escaped_and_its_words_marked(client):
    make_internship(
        title="Stage <script>alert(1)</script> toupie",
        missions="Deux <b>toupies</b> & un « plateau ».",
    )

    said = page(client, "toupie")

    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>toupie</mark>" in said
    assert "Deux &lt;b&gt;<mark>toupies</mark>&lt;/b&gt; &amp; un" in said


def test_snippet_is_cut_at_words_around_the_first_one_wanted():
    text = "Début. " + "mot " * 60 + "la régisseuse générale arrive " + "suite " * 60

    said = snippets.snippet(text, {"regisseur"}, around=True)

    assert said.startswith("…mot")
    assert "<mark>régisseuse</mark>" in said
    assert said.endswith("suite…")
    assert len(said) < 260
    assert snippets.snippet(text, {"regisseur"}, around=False).startswith("Début.")


def test_as_one_types_only_the_answers_come(client, crew):
    whole = client.get("/recherche/?q=toupie")
    part = client.get("/recherche/?q=toupie", headers={"HX-Request": "true"})
    restored = client.get(
        "/recherche/?q=toupie",
        headers={"HX-Request": "true", "HX-History-Restore-Request": "true"},
    )

    assert "<html" not in part.text
    assert part.text.lstrip().startswith('<div id="resultats"')
    assert 'hx-target="#resultats"' in whole.text
    assert 'id="resultats"' in whole.text
    assert listed(part.text) == listed(whole.text) == listed(restored.text)
    assert "<html" in restored.text
    assert "HX-Request" in part["Vary"]


def test_boxes_and_words_are_kept_by_each_other(client, crew):
    said = page(client, "toupie", departement="son")
    form, filters = said.split('<details class="filters">')

    assert '<input type="hidden" name="departement" value="son">' in form
    assert '<input type="hidden" name="q" value="toupie">' in filters


def test_nothing_found_gives_three_ideas(client, crew):
    make_role(title="Ripeur·euse en chef")
    said = page(client, "ripeuses marseille")

    assert "Aucun résultat pour" in said
    ideas = said.partition('<ol class="how">')[2].partition("</ol>")[0]
    assert ideas.count("<li>") == 3
    assert 'href="/recherche/?q=ripeuses"' in ideas
    assert 'href="/faq/"' in ideas
    assert 'href="/mentorat/"' in ideas
    assert 'href="/metiers/#son"' in said


def test_nothing_found_suggests_words_that_look_like_it(client, crew):
    assert 'href="/recherche/?q=toupie"' in page(client, "toupillon brest")


def test_nothing_found_within_boxes_offers_to_leave_them(client, crew):
    said = page(client, "toupie", type="metier")

    assert "Cherchez sans les filtres" in said
    assert counts(said, "type") == {"metier": "0", "stage": "3"}


def test_page_without_words_says_what_there_is(client, crew):
    said = page(client, "")

    assert 'href="/recherche/?q=chef%20op"' in said
    assert 'href="/metiers/#son"' in said
    assert '<meta name="robots" content="noindex, follow">' in said
    assert "canonical" not in said


def test_found_page_has_one_address_for_search_engines(client, crew):
    assert 'rel="canonical" href="http://localhost/recherche/?q=toupie"' in page(client, "toupie")
    assert "canonical" not in page(client, "toupie", departement="son")
    assert "noindex" in page(client, "introuvable")


def test_home_and_header_lead_to_the_search(client):
    home = client.get("/").text

    assert 'action="/recherche/"' in home
    assert '<a class="header-search" href="/recherche/">' in home


def test_english_page_shows_english_names_and_addresses(client):
    call_command("load_reference", verbosity=0)

    said = client.get("/en/recherche/?q=perchiste").text

    assert listed(said)[0] == "Boom operator"
    assert 'href="/en/metiers/perchman/"' in said


def test_cap_is_the_one_promised():
    assert counting.MOST_COUNTED == 2000
    assert finding.EXACT_UP_TO >= 100_000


@pytest.mark.parametrize("text", ["🎬", "*", "()", "- -"])
def test_what_has_no_word_is_said_to_have_none(client: Client, text: str) -> None:
    page = client.get("/recherche/", {"q": text}).text
    assert "Aucun mot à chercher" in page
    assert "Aucun mot à chercher" not in client.get("/recherche/").text
