"""« Bénévolat ou travail caché ? »: a green is never given by mistake."""

import random
from itertools import product

import pytest
from django.test import Client

from careers import volunteering
from careers.volunteering import DECISIVE, UNSURE, WITHOUT_PROFIT, Verdict, weigh

PAGE = "/stages/benevolat-ou-travail-cache/"
QUESTIONS = {question["name"]: question for question in volunteering.questions()}
# A festival's volunteer, choosing when to come.
FREE = {
    "structure": "association", "but": "non", "horaires": "choisis", "consignes": "guide",
    "liberte": "libre", "poste": "non", "equipe": "non", "argent": "frais", "promesse": "non",
    "duree": "court", "assurance": "association",
}  # fmt: skip
# A shoot called « bénévole ».
BOUND = {
    "structure": "association", "but": "oui", "horaires": "imposes", "consignes": "ordres",
    "liberte": "sanction", "poste": "oui", "equipe": "oui", "argent": "forfait",
    "promesse": "oui", "duree": "long", "assurance": "personne",
}  # fmt: skip


def values(name: str, side: str = "") -> list[str]:
    options = QUESTIONS[name]["options"]
    return [one["value"] for one in options if not side or one["side"] == side]


def anything() -> list[dict[str, str]]:
    """Three thousand sets of answers, always the same."""
    chance = random.Random(22)  # noqa: S311
    return [{name: chance.choice(values(name)) for name in QUESTIONS} for _ in range(3000)]


def test_every_question_can_be_left_unknown() -> None:
    for name, question in QUESTIONS.items():
        assert question["options"][-1]["value"] == UNSURE, name
        assert question["ask_fr"].endswith("?"), name


def test_a_volunteer_of_a_festival_is_one() -> None:
    weighed = weigh(FREE)

    assert weighed.verdict == Verdict.VOLUNTEER
    assert weighed.on("work") == []


def test_a_shoot_called_volunteering_is_work() -> None:
    weighed = weigh(BOUND)

    assert weighed.verdict == Verdict.WORK
    assert len(weighed.on("work")) == len(BOUND) - 1
    assert weighed.on("work")[0].weight == 2


def test_nothing_known_is_nothing_said() -> None:
    weighed = weigh({})

    assert weighed.verdict == Verdict.UNKNOWN
    assert len(weighed.on("unknown")) == len(QUESTIONS)


def test_a_company_never_has_volunteers() -> None:
    assert weigh({**FREE, "structure": "societe"}).verdict == Verdict.WORK
    for answers in anything():
        assert weigh({**answers, "structure": "societe"}).verdict == Verdict.WORK


@pytest.mark.parametrize("structure", sorted(WITHOUT_PROFIT))
@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "structure"])
def test_one_sign_of_work_is_enough_to_lose_the_green(structure: str, name: str) -> None:
    for value in values(name, "work"):
        assert weigh({**FREE, "structure": structure, name: value}).verdict == Verdict.UNKNOWN


@pytest.mark.parametrize("name", DECISIVE)
def test_a_decisive_question_without_answer_is_never_green(name: str) -> None:
    without = {key: value for key, value in FREE.items() if key != name}

    assert weigh(without).verdict == Verdict.UNKNOWN
    assert weigh({**FREE, name: UNSURE}).verdict == Verdict.UNKNOWN


def test_green_is_given_only_when_nothing_is_against() -> None:
    """Every answer to the decisive questions, the others at their best."""
    names = list(DECISIVE)
    for chosen in product(*(values(name) for name in names)):
        answers = {**FREE, **dict(zip(names, chosen, strict=True))}
        weighed = weigh(answers)
        if weighed.verdict == Verdict.VOLUNTEER:
            assert weighed.on("work") == [], answers
            assert answers["structure"] in WITHOUT_PROFIT, answers
            assert not any(sign.name in DECISIVE for sign in weighed.on("unknown")), answers


def test_one_more_sign_of_work_never_makes_it_look_better() -> None:
    order = [Verdict.VOLUNTEER, Verdict.UNKNOWN, Verdict.WORK]
    for answers in anything():
        before = order.index(weigh(answers).verdict)
        for name in QUESTIONS:
            for value in values(name, "work"):
                after = order.index(weigh({**answers, name: value}).verdict)
                assert after >= before, (answers, name, value)


@pytest.mark.parametrize("structure", ["ecole", "particulier"])
def test_holding_a_post_on_a_film_of_friends_is_a_question_until_money_comes(
    structure: str,
) -> None:
    film = {
        **FREE, "structure": structure, "poste": "oui", "horaires": "imposes", "duree": "long",
    }  # fmt: skip

    assert weigh(film).verdict == Verdict.UNKNOWN
    assert weigh(film).reason == "film"
    assert weigh({**film, "but": "oui"}).verdict == Verdict.WORK
    assert weigh({**film, "structure": "association"}).verdict == Verdict.WORK


def test_an_answer_that_does_not_exist_is_unknown() -> None:
    assert weigh({**FREE, "argent": "bitcoin"}).verdict == Verdict.UNKNOWN


def test_each_sign_of_work_has_its_reason_and_its_article() -> None:
    for name, question in QUESTIONS.items():
        for option in question["options"]:
            if option["side"] == "work":
                assert option["why_fr"], name
                assert option["law"], name
                assert option["weight"] in {1, 2}, name
            if option["side"] == "volunteer":
                assert option["why_fr"], name


@pytest.mark.django_db
def test_page_asks_and_corrects_the_idea_kindly(client: Client) -> None:
    page = client.get(PAGE).text

    assert "vous n’avez rien fait de mal" in page
    for name in QUESTIONS:
        assert f'name="{name}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "title", "articles"),
    [
        (FREE, "Plutôt du bénévolat associatif", 0),
        (BOUND, "Des indices de travail dissimulé", 10),
        ({**FREE, "poste": UNSURE}, "Impossible à dire", 0),
    ],
)
def test_page_shows_the_verdict_and_each_sign(
    client: Client, answers: dict[str, str], title: str, articles: int
) -> None:
    page = client.get(PAGE, answers).text

    assert f'<h2 id="reponse">{title}</h2>' in page
    assert page.count("signs-law") == articles
    assert "inspection du travail" in page
    assert "data-clap-print" in page


@pytest.mark.django_db
def test_page_names_the_questions_left_out(client: Client) -> None:
    page = client.get(PAGE, {**FREE, "argent": ""}).text

    assert "error-summary" in page
    assert 'id="reponse"' not in page


@pytest.mark.django_db
def test_address_carries_answers_and_nothing_else(client: Client) -> None:
    """What one does not ask is not repeated: no name slips into a shared page."""
    page = client.get(PAGE, {**FREE, "nom": "Olive-Temoin"}).text

    assert "Olive-Temoin" not in page.split("<main", 1)[1].split("</main>", 1)[0]
