"""What the library says to machines, and what an association is called."""

import pytest
from django.test import Client

from careers import jsonld
from careers.models import Association, Role, School, Term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def test_library_for_machines(client: Client) -> None:
    term = jsonld.term(Term.objects.all()[0])
    assert "inLanguage" not in term
    assert term["inDefinedTermSet"]["inLanguage"] == "fr"

    everywhere = School.objects.filter(city="France")
    assert everywhere
    for school in everywhere:
        data = jsonld.school(school)
        assert data["@type"] == "EducationalOccupationalProgram"
        assert "address" not in data
        assert "onisep" not in data["url"]

    role = Role.objects.get(slug="scripte")
    page = client.get("/en/metiers/scripte/").content.decode()
    assert f'<meta property="og:title" content="{role.title_en}">' in page
    assert f'"name":"{role.title_en}"' in page

    feed = client.get("/ressources/fiches/flux.atom").content.decode()
    assert feed.count("<author><name>") > feed.count("<entry>") > 0
    page = client.get("/ressources/fiches/").content.decode()
    assert 'type="application/atom+xml" href="/ressources/fiches/flux.atom"' in page

    one = Association.objects.get(slug="film-france")
    assert f"{one.acronym} — {one.name}".count("Film France") == 1
