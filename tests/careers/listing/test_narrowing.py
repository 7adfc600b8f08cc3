"""What is known of an opening without a statement never takes out one that the list would find."""

import random
from collections import Counter
from typing import Any

import hypothesis
import pytest
from django.http import QueryDict
from hypothesis import strategies as st

from careers import towns
from careers.listing.criteria import DISTANCES, Criteria, read
from careers.listing.trades import Trades
from careers.models import Internship, Opening
from portal.search import index, reference
from portal.search.models import SearchWord, Synonym
from portal.search.reach import Reach
from tests.careers.listing.factories import make_many

pytestmark = pytest.mark.django_db
EXAMPLES = 600
TITLES = [
    "Assistant·e monteur·euse en post-production",
    "Régie d’un long métrage documentaire",
    "Chef op, caméra 16 mm",
    "Costumière pour un court-métrage d’animation",
    "Assistante réalisatrice, mise en scène",
    "Stage de son, perchman",
    "L’électro du plateau",
    "Décors et accessoires : peinture",
]
# As people type: a synonym, one word in another form, a part of one, one that says nothing.
TYPED = [
    "AD", "1er AD", "chef op", "DOP", "ingé son", "déco", "doc", "long-métrage", "longs métrages",
    "postproduction", "post-prod", "documentaire-long", "métrage-animation plateau", "montage",
    "monteuses", "REGISSEUR", "électricien·ne", "16mm", "mise en scène", "de", "le", "stage",
    "annonce", "perche", "costumes", "xyz", "12", "d'un",
]  # fmt: skip
NEAR = ["Lyon (69)", "Villeurbanne (69)", "Saint-Denis (974)", "Saint-Denis (93)", "Ajaccio (2A)"]


@pytest.fixture
def openings() -> list[Opening]:
    """Thirty of any kind, with words that say something."""
    reference.load()
    many = make_many(60, seed=5)
    dice = random.Random(5)  # noqa: S311 - to be foreseen is the point
    for one in many:
        Internship.objects.filter(pk=one.pk).update(title=f"{dice.choice(TITLES)} {one.pk}")
    index.refresh_many(Internship, [one.pk for one in many])
    return list(Opening.objects.order_by("pk")[:30])


def words() -> st.SearchStrategy[str]:
    """Words typed, the last one maybe not to its end; and anything at all."""
    vocabulary = sorted(SearchWord.objects.exclude(text="").values_list("spelling", flat=True))
    meanings = {one for means in Synonym.objects.values_list("means", flat=True)
                for one in means.split("\n")}  # fmt: skip
    one = st.one_of(*map(st.sampled_from, (TYPED, TITLES, vocabulary, sorted(meanings))))
    some = st.lists(one, min_size=1, max_size=3).map(" ".join)
    cut = st.builds(lambda text, end: text[: len(text) - end], some, st.integers(0, 4))
    return st.one_of(st.just(""), some, cut, st.text(max_size=8))


def asked(trades: Trades) -> st.SearchStrategy[Criteria]:
    facets: Any = {
        name: st.one_of(st.just([]), st.lists(st.sampled_from(sorted(labels)), max_size=3))
        for name, labels in trades.choices.items()
    }

    def build(typed: str, near: str, km: int, ticked: dict[str, list[str]]) -> Criteria:
        query = QueryDict(mutable=True)
        query.update({"q": typed, "pres": near, "km": str(km)})
        for name, values in ticked.items():
            query.setlist(name, values)
        return read(query, trades)

    near = st.one_of(st.just(""), st.just(""), st.sampled_from(NEAR))
    ticked = st.one_of(st.just({}), st.fixed_dictionaries({}, optional=facets))
    return st.builds(build, words(), near, st.sampled_from(DISTANCES), ticked)


def test_what_is_left_out_is_never_what_the_list_finds(openings: list[Opening]) -> None:
    reaches = {one.pk: Reach(Internship, one.pk) for one in openings}
    everything = Opening.objects.filter(pk__in=reaches)
    seen: Counter[str] = Counter()

    def compare(one: Criteria) -> None:
        found = set(one.filter(everything).values_list("pk", flat=True))
        kept = {row.pk for row in openings if not one.leaves_out(row, reaches[row.pk])}
        assert found <= kept, one
        seen.update(found=len(found), kept=len(kept), asked=len(openings))
        seen["by words"] += bool(one.words and found)
        seen["by place"] += bool(one.town and found)

    for text in (*TYPED, *TITLES, *Synonym.objects.values_list("typed", flat=True)):
        compare(Criteria(words=text))
    alone = seen["by words"]
    hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )(hypothesis.given(asked(Trades()))(compare))()

    # Something was found in each way, and little is kept in vain.
    assert alone > 20
    assert seen["by words"] - alone > EXAMPLES / 20
    assert seen["by place"] > EXAMPLES / 25
    assert seen["kept"] - seen["found"] < (seen["asked"] - seen["found"]) / 20, seen


@pytest.mark.parametrize("km", DISTANCES)
def test_every_town_within_a_distance_is_kept(km: int) -> None:
    lyon = towns.find("Lyon (69)").town
    assert lyon is not None
    for town in towns.all_towns():
        x, y, z = towns.point(town.latitude, town.longitude)
        there = Opening(x=x, y=y, z=z)
        far = towns.distance((lyon.latitude, lyon.longitude), (town.latitude, town.longitude))
        asked = Criteria(near=towns.Answer("", lyon), km=km)
        nothing: Any = None
        assert asked.leaves_out(there, nothing) == (far > km + 1), town


def test_an_opening_without_words_or_place_is_left_out(openings: list[Opening]) -> None:
    unknown = Reach(Internship, 0)
    nowhere = Opening(pk=openings[0].pk)

    assert Criteria(words="montage").leaves_out(openings[0], unknown)
    assert Criteria(near=towns.find("Lyon (69)")).leaves_out(nowhere, unknown)
    assert not Criteria(words="stages").leaves_out(openings[0], unknown)
