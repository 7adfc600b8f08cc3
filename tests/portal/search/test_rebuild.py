"""`rebuild_search`, the daily tick, and what the index forgets."""

from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from careers.models import Internship, Role
from portal.search import index, registry, tick, vocabulary
from portal.search.analyser import token
from portal.search.engines import Either, Every, engine
from portal.search.models import SearchEntry, SearchWord
from tests.factories import make_internship, make_role
from tests.portal.search.factories import search, titles

pytestmark = pytest.mark.django_db


def said(*arguments: str, **options: bool) -> str:
    out = StringIO()
    call_command("rebuild_search", *arguments, stdout=out, **options)
    return out.getvalue()


def test_command_says_what_it_did_and_does_it_once():
    make_role(title="Ripeur·euse")
    said()
    Role.objects.update(title="Toupilleur·euse")

    assert "1 écarts" in said(check=True)
    assert titles("toupilleur") == []
    assert "1 entrées écrites, 0 retirées" in said("metier")
    assert titles("toupilleur") == ["Toupilleur·euse"]
    assert "0 entrées écrites, 0 retirées" in said()
    assert "0 écarts" in said(check=True)


def test_reference_content_is_found_after_its_load():
    call_command("load_reference", verbosity=0)

    assert index.drift() == []
    assert titles("feuille de service")[0] == "feuille de service"


def test_each_day_what_is_over_leaves_the_index():
    listing = make_internship(title="Stage toupie")
    past = timezone.localdate() - timedelta(days=1)
    Internship.objects.filter(pk=listing.pk).update(apply_by=past)

    tick.run(now=timezone.now())

    order = next(one.order for one in registry.sources() if one.key == "stage")
    assert not SearchEntry.objects.filter(kind=order).exists()
    assert not SearchWord.objects.filter(text="toupie").exists()


def test_words_are_counted_and_forgotten():
    one, _other = make_role(title="Ripeur·euse"), make_role(title="Ripeur·euse en chef")
    vocabulary.recount()
    assert SearchWord.objects.get(text="ripeur").documents == 2
    assert SearchWord.objects.get(text="").documents == 2

    one.title = "Toupilleur·euse"
    one.save()
    vocabulary.recount()

    assert SearchWord.objects.get(text="ripeur").documents == 1
    assert SearchWord.objects.get(text="ripeur").spelling == "ripeur"
    assert SearchWord.objects.filter(text="toupilleur").exists()


def test_many_words_are_counted_as_one_would_by_hand(monkeypatch):
    """Some new, some that were counted otherwise, some that nothing has any more."""
    monkeypatch.setattr(vocabulary, "COUNTED_AT_ONCE", 50)
    rows = [
        (SearchEntry(id=number, kind=1, object_id=number), sorted(words_of(number)))
        for number in range(1, 151)
    ]
    engine().insert(rows)
    by_hand = Counter(word for _entry, words in rows for word in words)
    known = [f"mot{number}" for number in range(400)]
    SearchWord.objects.bulk_create(
        SearchWord(text=word, token=word, spelling=word, documents=number % 3)
        for number, word in enumerate(known)
    )

    vocabulary.recount()

    counted = dict(SearchWord.objects.exclude(text="").values_list("text", "documents"))
    assert counted == {word: by_hand[word] for word in known if by_hand[word]}
    assert 200 < len(counted) < 400
    assert SearchWord.objects.get(text="").documents == 150


def words_of(number: int) -> set[str]:
    """Of a document: words all have, words few have, and one that is not in the vocabulary."""
    return {f"mot{number * factor % 300}" for factor in range(7)} | {f"_mot{number}"}


def test_word_written_while_others_are_counted_stays(monkeypatch):
    SearchWord.objects.create(text="toupilleur", token=token("toupilleur"))
    read = vocabulary._miscounted

    def read_then_write(*args: Any, **values: Any) -> list[tuple[str, str, int]]:
        found = read(*args, **values)
        if not Role.objects.exists():
            make_role(title="Toupilleur·euse")
        return found

    monkeypatch.setattr(vocabulary, "_miscounted", read_then_write)
    vocabulary.recount()

    assert SearchWord.objects.filter(text="toupilleur").exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_words_are_counted(monkeypatch):
    """Between two batches no transaction is open, and a failure leaves nothing in the way."""
    monkeypatch.setattr(vocabulary, "COUNTED_AT_ONCE", 1)
    for title in ("Ripeur·euse", "Ripeur·euse en chef"):
        make_role(title=title)
    SearchWord.objects.update(documents=7)
    turns = []

    def give_way() -> None:
        turns.append(connection.in_atomic_block)
        if len(turns) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(vocabulary, "give_way", give_way)
    with pytest.raises(KeyboardInterrupt):
        vocabulary.recount()
    vocabulary.recount()

    assert len(turns) > 3
    assert not any(turns)
    assert SearchWord.objects.get(text="ripeur").documents == 2


def test_any_number_of_entries_leave_batch_by_batch(monkeypatch):
    roles = [make_role() for _ in range(5)]
    Role.objects.filter(pk__in=[role.pk for role in roles[:4]]).delete()
    monkeypatch.setattr(index, "BATCH", 2)

    assert index.rebuild(["metier"]) == (0, 4)
    assert SearchEntry.objects.count() == 1


def test_accents_are_remembered_for_suggestions():
    make_role(title="Étalonneur·euse")

    assert SearchWord.objects.get(text="etalonneur").spelling == "étalonneur"
    assert SearchWord.objects.get(text="etalonneur").in_names


def test_kind_no_floor_registers_any_more_goes_with_a_rebuild():
    make_role()
    SearchEntry.objects.update(kind=3)

    assert search("regisseur").hits == []
    index.rebuild()

    assert set(SearchEntry.objects.values_list("kind", flat=True)) <= set(registry.by_order())


def test_order_taken_by_another_kind_is_refused():
    (taken, other, *_rest) = registry.of_tables()

    with pytest.raises(ValueError, match="another order"):
        registry.register(
            registry.Source(
                key="autre", order=other.order, label="", plural="", model=taken.model,
                queryset=taken.queryset, document=taken.document,
            )
        )  # fmt: skip


def test_places_sort_within_a_kind():
    now = timezone.now()
    assert registry.by_title("Ariane") < registry.by_title("Émile") < registry.by_title("Zoé")
    assert registry.by_title("1er") < registry.by_title("A")
    assert registry.newest_first(now) < registry.newest_first(now - timedelta(minutes=2))
    assert registry.soonest_first(now) < registry.soonest_first(now + timedelta(minutes=2))
    assert registry.soonest_first(None) == registry.newest_first(None)
    highest = registry.first_id(63) + (registry.soonest_first(None) << 31) + 2**31 - 1
    assert highest == 2**63 - 1


def test_expression_is_written_in_both_languages():
    asked = Every(("a", Either(("b", "_c"))))
    found = {"sqlite": '("a" AND ("b" OR "_c"))', "postgresql": "('a' & ('b' | '_c'))"}

    assert engine().render(asked) in found.values()
