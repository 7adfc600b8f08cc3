"""The moderators' pages: what waits, the queue, one screen a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.moderation import appeals, cases, statement
from portal.moderation.enums import ReportReason, State
from portal.moderation.models import Appeal, Case, Measure, ReplyTemplate, SavedView
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.moderation.factories import HIDE, NOTHING, case_of, make_report, settle

pytestmark = pytest.mark.django_db
QUEUE = "/admin/moderation/case/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def moderator() -> User:
    return make_moderator()


@pytest.fixture
def moderating(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def page(case: Case) -> str:
    return f"{QUEUE}{case.pk}/change/"


def act(case: Case, name: str, **data: Any) -> dict[str, Any]:
    case.refresh_from_db()
    return {"geste": name, "version": case.version, **data}


def test_first_page_says_what_waits_and_since_when(moderating: Client, moderator: User) -> None:
    case_of(make_internship())
    make_internship(state=State.SUBMITTED)
    appeals.contest(measure=settle(case_of(make_profile()), HIDE), text="Non.")
    own = settle(case_of(make_profile()), HIDE, by=moderator)
    appeals.contest(measure=own, text="Non.")
    case_of(make_internship(), reason="violence")
    lines = {line.title: line.waiting.count for line in moderating.get("/admin/").context["lines"]}
    assert lines["Signalements"] == 1
    assert lines["Annonces à relire"] == 1
    assert lines["Recours"] == 1
    assert not [title for title in lines if title.startswith("Sécurité")]
    officer = Client()
    officer.force_login(make_officer())
    first = officer.get("/admin/").context["lines"][0]
    assert (first.title[:8], first.waiting.count, first.urgent) == ("Sécurité", 1, True)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_for_one_case_or_three(
    moderating: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    author = make_user()
    made = [
        case_of(make_internship(author=author), email=f"t{n}@example.org") for n in range(count)
    ]
    for case in made:
        make_report(case.target)
    for address, most in (("/admin/", 14), (QUEUE, 14), (page(made[0]), 14)):
        with CaptureQueriesContext(connection) as asked:
            assert moderating.get(address).status_code == 200
        assert len(asked) < most, address


def test_queue_says_each_reason_once(moderating: Client) -> None:
    case = case_of(make_internship(author=make_user()))
    for reason in ("scam", "scam", "other"):
        make_report(case.target, reason=reason)
    [row] = moderating.get(QUEUE).context["rows"]
    assert row.reasons == [str(ReportReason(reason).label) for reason in ("other", "scam")]


def test_queue_is_the_oldest_first_and_goes_page_by_page(moderating: Client) -> None:
    profile = make_profile()
    now = timezone.now()
    kind = case_of(profile).content_type
    Case.objects.bulk_create(
        Case(content_type=kind, object_id=1000 + n, kind="profil", label=f"Page {n}",
             opened_at=now - timedelta(hours=60 - n))
        for n in range(59)
    )  # fmt: skip
    seen: list[int] = []
    address = QUEUE
    for _page in range(3):
        context = moderating.get(address).context
        seen += [row.case.pk for row in context["rows"]]
        address = f"{QUEUE}?{context['next_query']}"
    assert seen == sorted(Case.objects.values_list("pk", flat=True))
    assert not context["next_query"]


def test_safety_comes_first_page_after_page() -> None:
    officer = make_officer()
    officer.groups.add(*make_moderator().groups.all())
    client = Client()
    client.force_login(officer)
    kind = case_of(make_profile()).content_type
    Case.objects.bulk_create(
        Case(content_type=kind, object_id=1000 + n, kind="profil", label=f"Page {n}",
             safety=n % 2 == 1)
        for n in range(58)
    )  # fmt: skip
    seen: list[int] = []
    address = QUEUE
    for _page in range(3):
        context = client.get(address).context
        seen += [row.case.pk for row in context["rows"]]
        address = f"{QUEUE}?{context['next_query']}"
    made = Case.objects.order_by("pk")
    ordinary = list(made.filter(safety=False).values_list("pk", flat=True))
    assert seen == [*made.filter(safety=True).values_list("pk", flat=True), *ordinary]
    assert len(ordinary) == 30
    assert not context["next_query"]


@pytest.mark.parametrize("which", ["case", "appeal"])
@pytest.mark.parametrize("number", ["²", "٣", "9" * 40])
def test_a_number_that_is_none_is_not_found(moderating: Client, which: str, number: str) -> None:
    assert moderating.get(f"/admin/moderation/{which}/{number}/change/").status_code == 404


def test_filters_narrow_and_are_kept_under_a_name(moderating: Client, moderator: User) -> None:
    scam = case_of(make_internship())
    other = case_of(make_profile(), reason="other")
    settle(case_of(make_profile()), NOTHING)

    def shown(query: str) -> list[int]:
        return [row.case.pk for row in moderating.get(f"{QUEUE}?{query}").context["rows"]]

    assert shown("motif=scam") == [scam.pk]
    assert shown("genre=profil") == [other.pk]
    assert shown("etat=clos") == [Case.objects.latest("pk").pk]
    moderating.get(page(scam))
    assert shown("qui=moi") == [scam.pk]
    assert shown("motif=nope&qui=x&apres=zz") == [scam.pk, other.pk]

    moderating.post(f"{QUEUE}vues/", {"nom": "Mes arnaques", "motif": "scam", "qui": "moi"})
    view = SavedView.objects.get()
    assert (view.owner, view.query) == (moderator, "qui=moi&motif=scam")
    assert "Mes arnaques" in moderating.get(QUEUE).text
    stranger = Client()
    stranger.force_login(make_moderator())
    assert "Mes arnaques" not in stranger.get(QUEUE).text
    stranger.post(f"{QUEUE}vues/", {"oublier": view.pk})
    assert SavedView.objects.exists()
    moderating.post(f"{QUEUE}vues/", {"oublier": view.pk})
    assert not SavedView.objects.exists()


def test_one_screen_shows_the_content_the_history_and_the_reports(moderating: Client) -> None:
    author = make_user(display_name="Marc Exemple")
    settle(case_of(make_internship(author=author)), HIDE)
    settle(case_of(make_internship(author=author)), NOTHING)
    alike = case_of(make_internship(author=author, title="Autre annonce"))
    case = case_of(
        make_internship(author=author, missions="Tenir le talkie."), text="Il demande 50 euros."
    )
    shown = moderating.get(page(case)).text
    for words in (
        "Tenir le talkie.", "Il demande 50 euros.", "Mesures encore valables\u00a0: 1",
        "Dossiers classés\u00a0: 1", str(alike), "Signalé par 1 personne", "Marc Exemple",
    ):  # fmt: skip
        assert words in shown


def test_letter_is_read_before_it_leaves_and_a_template_fills_in(moderating: Client) -> None:
    internship = make_internship()
    case = case_of(internship)
    moderating.get(page(case))
    mail.outbox.clear()
    shown = moderating.post(page(case), act(case, "apercu", template="argent")).text
    for words in ("La lettre", "plus visible", "articles 1 et 3", "Si vous n’êtes pas d’accord"):
        assert words in shown
    assert not Measure.objects.exists()
    assert not mail.outbox

    sent = moderating.post(page(case), act(case, "decider", template="argent"))
    assert sent["Location"] == QUEUE
    internship.refresh_from_db()
    assert internship.state == State.WITHDRAWN
    template = ReplyTemplate.objects.get(slug="argent")
    assert Measure.objects.get().facts == template.facts


def test_what_was_typed_wins_over_the_template(moderating: Client) -> None:
    case = case_of(make_internship())
    moderating.post(
        page(case), act(case, "decider", template="argent", facts="Vous demandez 50 euros.")
    )
    measure = Measure.objects.get()
    assert (measure.facts, measure.on_target) == ("Vous demandez 50 euros.", "hide")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("de", "Il demande de l’argent."),
        ("Texte de", "Il demande de l’argent."),
        ("Mireille Absente", "Votre texte demande de l’argent à des personnes qui candidatent."),
    ],
)
@pytest.mark.parametrize("template", ["argent", "corriger"])
def test_no_stranger_keeps_a_template_from_being_used(
    moderating: Client, name: str, text: str, template: str
) -> None:
    case = case_of(make_internship(), name=name, text=text)
    moderating.post(page(case), act(case, "decider", template=template))
    assert Measure.objects.get().decided_at


@pytest.mark.parametrize("name", ["de", "votre", "Une Personne", "A"])
def test_a_name_of_common_words_names_nobody(moderating: Client, name: str) -> None:
    case = case_of(make_internship(), name=name)
    facts = "A demandé de l’argent\u00a0: une personne a lu votre annonce."
    typed = {"ground": "scam", "on_target": "hide", "facts": facts}
    moderating.post(page(case), act(case, "decider", **typed))
    assert Measure.objects.get().facts == facts


def test_possible_traces_are_named_and_sent_once_the_moderator_says_they_are_none(
    moderating: Client,
) -> None:
    case = case_of(make_internship(), name="Rose", text="Il veut 50 euros avant de me rencontrer.")
    typed = {
        "ground": "scam",
        "on_target": "hide",
        "facts": "Vous demandez 50 euros avant de me rencontrer, dans un texte sur fond rose.",
        "why": "Rose, c’est votre couleur.",
    }
    answer = moderating.post(page(case), act(case, "decider", **typed))
    assert answer.context["form"].maybe_traces == ["rose", "50 euros avant de me rencontrer"]
    assert "«\u00a0rose\u00a0»" in answer.text
    assert set(answer.context["form"].errors) == {"facts", "why"}
    # What was not looked at is asked again; what was is still ticked.
    half = moderating.post(page(case), act(case, "decider", no_trace=["rose"], **typed))
    assert half.context["form"].maybe_traces == ["rose", "50 euros avant de me rencontrer"]
    assert 'value="rose" checked' in half.text
    assert not Measure.objects.exists()
    typed["facts"] = "Vous demandez de l’argent, dans un texte sur fond rose."
    moderating.post(page(case), act(case, "decider", no_trace=["rose"], **typed))
    assert Measure.objects.get().facts == typed["facts"]


def test_letter_stands_under_its_button_and_the_note_being_written_stays(
    moderating: Client,
) -> None:
    case = case_of(make_internship())
    typed = {"template": "argent", "note": "À relire demain.", "why": "Mots gardés."}
    shown = moderating.post(page(case), act(case, "apercu", **typed)).text
    places = [
        shown.index(words)
        for words in (
            'value="apercu" formaction="#lettre"', 'id="lettre" tabindex="-1"', "La lettre<",
            'id="id_on_target"', "À relire demain.</textarea>",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert shown.count('id="lettre"') == shown.count('id="id_note"') == 1
    refused = moderating.post(page(case), act(case, "apercu", note="À relire demain."))
    assert "La lettre ne peut pas encore s’écrire" in refused.text
    assert "À relire demain.</textarea>" in refused.text
    assert not case.notes.exists()


def test_a_note_is_kept_once_and_what_is_typed_beside_it_stays(moderating: Client) -> None:
    case = case_of(make_internship())
    typed = {"ground": "scam", "facts": "Les faits tapés.", "note": "Vu avec Ana.", "days": "x"}
    for _time in range(2):
        answer = moderating.post(page(case), act(case, "noter", **typed))
        assert "Les faits tapés.</textarea>" in answer.text
        assert 'maxlength="2000"></textarea>' in answer.text
    assert case.notes.get().text == "Vu avec Ana."
    typed = {"template": "rien", "note": "Vu avec Ana, rien à dire."}
    moderating.post(page(case), act(case, "decider", **typed))
    assert Measure.objects.get().is_dismissal
    assert [one.text for one in case.notes.all()] == ["Vu avec Ana.", "Vu avec Ana, rien à dire."]
    moderating.post(page(case), {"geste": "noter", "note": "Après coup."})
    assert case.notes.latest("pk").text == "Après coup."


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "ground"),
        ({"ground": "scam", "on_target": "hide"}, "facts"),
        ({"ground": "scam", "on_author": "suspend", "facts": "x"}, "__all__"),
        ({"ground": "nope"}, "ground"),
        ({"ground": "scam", "facts": "a\x00", "on_target": "hide"}, "facts"),
        ({"ground": "scam", "days": "400", "facts": "x"}, "days"),
    ],
)
def test_incomplete_decision_is_explained_and_keeps_its_words(
    moderating: Client, data: dict[str, str], field: str
) -> None:
    case = case_of(make_internship())
    answer = moderating.post(page(case), act(case, "decider", why="Parce que.", **data))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors or "__all__" in answer.context["form"].errors
    assert "Parce que." in answer.text
    assert not Measure.objects.exists()


def test_a_case_that_moved_is_read_again_with_the_words_kept(moderating: Client) -> None:
    case = case_of(make_internship())
    data = act(case, "decider", template="argent", why="Mots gardés.")
    make_report(case.target, text="Un fait nouveau.")
    answer = moderating.post(page(case), data)
    assert "Rien n’a été décidé" in answer.text
    assert "Mots gardés." in answer.text
    assert "Un fait nouveau." in answer.text
    assert not Measure.objects.exists()


def test_a_case_in_somebody_s_hands_is_said_so_and_can_be_taken_over(moderating: Client) -> None:
    colleague = make_moderator(display_name="Collègue Occupée")
    case = case_of(make_internship())
    cases.hold(case=case, by=colleague)
    assert "Collègue Occupée suit ce dossier" in moderating.get(page(case)).text
    refused = moderating.post(page(case), act(case, "decider", template="rien"))
    assert "une autre personne suit ce dossier" in refused.text
    moderating.post(page(case), {"geste": "reprendre"})
    assert "repris à Collègue Occupée" in case.notes.get().text
    moderating.post(page(case), act(case, "decider", template="rien"))
    assert Measure.objects.get().is_dismissal


def test_several_are_settled_at_once_after_one_page(moderating: Client) -> None:
    made = [case_of(make_internship()) for _ in range(3)]
    safety = case_of(make_internship(), reason="violence")
    read = [f"{case.pk}-{case.version}" for case in [*made, safety]]
    shown = moderating.post(f"{QUEUE}lot/", {"lu": read, "modele": "argent"})
    assert len(shown.context["lines"]) == 3
    make_report(made[2].target)
    done = moderating.post(
        f"{QUEUE}lot/", {"lu": read, "modele": "argent", "confirme": "1"}, follow=True
    )
    assert "2 dossiers réglés." in done.text
    assert "Restés dans la file" in done.text
    assert Measure.objects.count() == 2
    assert Case.objects.open().count() == 2


def test_safety_case_from_proposal_to_confirmation() -> None:
    case = case_of(make_internship(), reason="violence")
    one, other = Client(), Client()
    one.force_login(make_officer())
    other.force_login(make_officer())
    assert "Proposer" in one.get(page(case)).text
    one.post(page(case), act(case, "decider", template="violence"))
    assert Measure.objects.get().decided_at is None
    assert "Confirmer et prévenir" not in one.get(page(case)).text
    one.post(page(case), act(case, "confirmer"))
    assert Measure.objects.get().decided_at is None
    assert "à confirmer" in other.get(QUEUE).text
    assert "Confirmer et prévenir" in other.get(page(case)).text
    other.post(page(case), act(case, "confirmer"))
    assert Measure.objects.get().decided_at


def test_measure_is_lifted_with_a_reason_and_its_person_told(moderating: Client) -> None:
    internship = make_internship()
    case = case_of(internship)
    settle(case, HIDE)
    moderating.post(page(case), {"geste": "lever", "mot": ""})
    assert Measure.objects.get().lifted_at is None
    moderating.post(page(case), {"geste": "lever", "mot": "Erreur de ma part."})
    internship.refresh_from_db()
    assert internship.state == State.APPROVED
    assert "Erreur de ma part." in case.notes.get().text
    assert internship.author
    assert "levé" in internship.author.notifications.latest("pk").text


def test_appeal_is_answered_on_its_page(moderating: Client, moderator: User) -> None:
    own = appeals.contest(measure=settle(case_of(make_profile()), HIDE, by=moderator), text="Non.")
    other = appeals.contest(measure=settle(case_of(make_profile()), HIDE), text="Pas d’accord.")
    address = f"/admin/moderation/appeal/{own.pk}/change/"
    assert "une autre personne répond" in moderating.get(address).text
    assert moderating.post(address, {"upheld": "oui", "answer": "Oui."}).status_code == 403
    address = f"/admin/moderation/appeal/{other.pk}/change/"
    assert "Pas d’accord." in moderating.get(address).text
    assert moderating.post(address, {"answer": ""}).context["form"].errors
    moderating.post(address, {"upheld": "oui", "answer": "Vous avez raison."})
    assert Appeal.objects.get(pk=other.pk).upheld


def test_a_page_found_without_a_report_opens_a_case(moderating: Client) -> None:
    profile = make_profile()
    answer = moderating.post(
        "/admin/mentoring/profile/", {"action": "open_cases", "_selected_action": profile.pk}
    )
    case = Case.objects.get()
    assert answer["Location"] == page(case)
    measure = settle(case, HIDE)
    assert not measure.reported
    assert "sans signalement" in statement.statement(measure)[1].text


@pytest.mark.parametrize("who", [{}, {"is_staff": True}])
def test_pages_are_closed_to_whoever_has_no_right(client: Client, who: dict[str, Any]) -> None:
    case = case_of(make_internship(), text="Secret")
    client.force_login(make_user(**who))
    for address in (QUEUE, page(case), f"{QUEUE}lot/", f"{QUEUE}vues/"):
        for answer in (client.get(address), client.post(address, {"geste": "decider"})):
            assert answer.status_code in {302, 403, 404}
            assert "Secret" not in answer.text
    assert not Measure.objects.exists()
