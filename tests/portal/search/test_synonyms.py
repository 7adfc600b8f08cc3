"""The synonyms: loaded from a file, edited in the admin, never overwritten by a load."""

import json

import pytest

from portal.accounts.models import User
from portal.moderation import reference as teams
from portal.moderation import registry
from portal.moderation.enums import Team
from portal.search import reference
from portal.search.analyser import stems
from portal.search.models import Synonym
from portal.search.query import LONGEST_SYNONYM
from tests.consistency import world
from tests.portal.search.factories import titles

pytestmark = pytest.mark.django_db


def rows() -> list[dict]:
    return json.loads(reference.DATA.read_text())["synonyms"]


def test_file_is_sound():
    keys = [stems(row["typed"]) for row in rows()]

    assert len(keys) == len(set(keys)), "deux lignes disent les mêmes mots"
    assert [key for key in keys if not 0 < len(key.split()) <= LONGEST_SYNONYM] == []
    assert [row for row in rows() if not row["means"] or not all(map(stems, row["means"]))] == []
    assert [row for row in rows() if stems(row["typed"]) in map(stems, row["means"])] == []


def test_file_says_where_it_comes_from():
    meta = json.loads(reference.DATA.read_text())["meta"]

    assert meta["confidence"] == "general_knowledge"
    assert meta["checked_on"]
    assert meta["sources"]


def test_each_synonym_leads_somewhere():
    """With the reference content, whoever types one of them finds something."""
    world.load_reference()

    assert [row["typed"] for row in rows() if not titles(row["typed"])] == []


def test_second_load_changes_nothing():
    reference.load()
    before = list(Synonym.objects.order_by("pk").values())
    reference.load()

    assert list(Synonym.objects.order_by("pk").values()) == before


def test_load_leaves_an_edit_alone():
    reference.load()
    synonym = Synonym.objects.get(typed="AD")
    synonym.means = "régisseur"
    synonym.save()
    reference.load()

    synonym.refresh_from_db()
    assert synonym.means == "régisseur"


def test_load_leaves_a_synonym_made_by_hand_alone():
    made = Synonym.objects.create(typed="ad", means="administrateur")
    reference.load()

    made.refresh_from_db()
    assert made.means == "administrateur"


@pytest.fixture
def staff(admin_client):
    world.secure(User.objects.get(is_superuser=True))
    return admin_client


def test_synonym_is_written_in_the_admin(staff):
    typed = {"typed": "Boîte à outils", "means": " ripeur \n\nchef ripeur"}
    answer = staff.post("/admin/search/synonym/add/", typed)

    assert answer.status_code == 302
    made = Synonym.objects.get()
    assert (made.key, made.means) == ("boit outil", "ripeur\nchef ripeur")


@pytest.mark.parametrize(
    ("typed", "means", "said"),
    [
        ("de la", "ripeur", "Écrivez de un à cinq mots qui ont un sens."),
        ("un deux trois quatre cinq six sept", "ripeur", "Écrivez de un à cinq mots"),
        ("Chefs op", "ripeur", "Ces mots ont déjà leurs synonymes."),
        ("outil", "🎬", "Écrivez au moins une expression."),
    ],
)
def test_synonym_that_would_do_nothing_is_refused(staff, typed, means, said):
    Synonym.objects.create(typed="chef op", means="opérateur")
    answer = staff.post("/admin/search/synonym/add/", {"typed": typed, "means": means})

    assert said in answer.text
    assert Synonym.objects.count() == 1


def test_synonym_of_the_file_is_edited_rather_than_deleted(staff):
    reference.load()
    loaded = Synonym.objects.get(typed="AD")
    made = Synonym.objects.create(typed="outil", means="ripeur")

    assert staff.get(f"/admin/search/synonym/{loaded.pk}/delete/").status_code == 403
    assert staff.get(f"/admin/search/synonym/{made.pk}/delete/").status_code == 200
    assert "delete_selected" not in staff.get("/admin/search/synonym/").text


def test_editors_may_write_synonyms():
    teams.load()

    rights = {f"search.{verb}_synonym" for verb in ("view", "add", "change", "delete")}
    assert rights <= registry.rights(Team.EDITOR)


def test_a_renamed_synonym_does_not_come_back():
    reference.load()
    count = Synonym.objects.count()
    synonym = Synonym.objects.get(typed="AD")
    synonym.typed = "zorglub"
    synonym.save()
    reference.load()

    assert Synonym.objects.count() == count
    assert not Synonym.objects.filter(typed="AD").exists()
    assert Synonym.objects.get(pk=synonym.pk).typed == "zorglub"
