"""The four steps after signing up: skipped, resumed, sent twice."""

import pytest
from django.test import Client
from django.urls import reverse

from careers.placements import progress_actions
from mentoring.enums import Visibility
from mentoring.models import Profile
from tests.careers.paths.factories import make_skill
from tests.factories import PASSWORD, make_role, make_user
from tests.mentoring.people_factories import make_minor, make_profile

pytestmark = pytest.mark.django_db
STEPS = [1, 2, 3, 4]


def at(step):
    return reverse("mentoring:welcome", args=[step])


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("step", STEPS)
def test_step_opens_and_makes_nothing(step):
    user = make_user()
    response = client_of(user).get(at(step))

    assert response.status_code == 200
    assert response.context["number"] == step
    assert not Profile.objects.filter(user=user).exists()


@pytest.mark.parametrize("step", STEPS)
def test_step_can_be_passed(step):
    response = client_of(make_user()).get(at(step))

    following = at(step + 1) if step < 4 else reverse("mentoring:welcome_end")
    assert f'<a class="link-button" href="{following}">' in response.content.decode()


def test_all_passed_leads_home_without_a_page():
    user = make_user()
    response = client_of(user).get(reverse("mentoring:welcome_end"))

    assert response.url == reverse("shell:dashboard")
    assert not Profile.objects.filter(user=user).exists()


def test_four_steps_make_a_page_that_is_found():
    user, role = make_user(display_name="Lina Démo"), make_role()
    client = client_of(user)
    answers = [
        client.post(at(1), {"kind": "newcomer", "level": "starting", "roles_wanted": [role.pk]}),
        client.post(at(2), {"languages": ["fr"], "licences": ["b"]}),
        client.post(at(3), {"city": "Mende", "departement": "48"}),
        client.post(at(4), {"offers": ["licence", "region"], "page_visibility": "members"}),
        client.get(reverse("mentoring:welcome_end")),
    ]

    assert [one.url for one in answers] == [
        at(2), at(3), at(4), reverse("mentoring:welcome_end"), "/membres/lina-demo/",
    ]  # fmt: skip
    html = client_of(make_user()).get(
        reverse("mentoring:directory"), {"departement": "48", "permis": "b", "metier": role.slug}
    )
    assert "Lina Démo" in html.content.decode()


def test_each_step_is_saved_on_its_own():
    user = make_user()
    client_of(user).post(at(3), {"city": "Mende", "departement": "48"})

    assert Profile.objects.get(user=user).city == "Mende"


def test_step_comes_back_filled():
    user = make_user()
    client = client_of(user)
    client.post(at(3), {"city": "Canari-sur-Mer", "departement": "48"})

    assert "Canari-sur-Mer" in client.get(at(3)).content.decode()


def test_step_sent_twice_makes_one_page():
    user = make_user()
    for _time in range(2):
        client_of(user).post(at(1), {"kind": "newcomer"})

    assert Profile.objects.filter(user=user).count() == 1


def test_step_written_when_the_session_ended_is_still_there():
    user = make_user()
    client = Client()
    client.post(at(3), {"city": "Canari-sur-Mer"}, headers={"referer": f"http://testserver{at(3)}"})
    client.login(email=user.email, password=PASSWORD)

    assert "Canari-sur-Mer" in client.get(at(3)).content.decode()


def test_wrong_step_says_what_is_wrong_and_keeps_the_rest():
    response = client_of(make_user()).post(at(3), {"city": "Mende", "available_from": "demain"})

    assert list(response.context["form"].errors) == ["available_from"]
    assert "Mende" in response.content.decode()


@pytest.mark.parametrize("step", [0, 5])
def test_no_other_step_exists(step):
    assert client_of(make_user()).get(f"/mon-espace/bienvenue/{step}/").status_code == 404


def test_minor_chooses_between_contacts_and_nobody():
    user = make_minor()
    client = client_of(user)
    choices = client.get(at(4)).context["form"].fields["page_visibility"].choices
    assert [value for value, _label in choices] == [Visibility.CONTACTS, Visibility.NOBODY]

    refused = client.post(at(4), {"page_visibility": "members"})
    assert "page_visibility" in refused.context["form"].errors


def test_my_page_leads_to_the_welcome_first_then_to_the_page():
    user = make_user(display_name="Lou")
    client, address = client_of(user), reverse("mentoring:my_page")
    assert client.get(address).url == at(1)

    client.post(at(3), {"city": "Mende"})
    assert client.get(address).url == "/membres/lou/"


def test_skills_marked_yes_are_proposed_and_saved_only_with_the_form():
    user = make_user()
    known, begun = make_skill(label="Perche"), make_skill(label="Cadrage")
    progress_actions.rate(by=user, levels={known: "yes", begun: "some"})
    progress_actions.rate(by=make_user(), levels={begun: "yes"})
    client = client_of(user)

    form = client.get(at(2)).context["form"]

    assert form["skills"].value() == [known.pk]
    assert "coché" in str(form.fields["skills"].help_text)
    assert not Profile.objects.filter(user=user).exists()


def test_skills_of_the_page_stand_whatever_was_marked():
    user = make_user()
    shown, marked = make_skill(label="Perche"), make_skill(label="Cadrage")
    make_profile(user=user).skills.add(shown)
    progress_actions.rate(by=user, levels={marked: "yes"})

    form = client_of(user).get(at(2)).context["form"]

    assert form["skills"].value() == [shown.pk]
