"""How choices and files are drawn, whichever form asks for them."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

GROUPS = [("Régie", [("1", "Adjoint·e"), ("2", "Général·e")]), ("Son", [("3", "Perchiste")])]


class Stored(SimpleUploadedFile):
    url = "/fichiers/photo"


class Sample(forms.Form):
    role = forms.MultipleChoiceField(choices=GROUPS, widget=forms.CheckboxSelectMultiple)
    plain = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    photo = forms.FileField(required=False)
    licence = forms.FileField()


def test_group_stands_open_when_one_of_its_choices_is_taken():
    html = str(Sample(initial={"role": ["1", "2"]})["role"])

    assert html.count('<details class="choices-group" open><summary>Régie') == 1
    assert html.count('<details class="choices-group"><summary>Son') == 1


def test_every_group_is_folded_when_nothing_is_taken():
    html = str(Sample()["role"])

    assert html.count("<details") == 2
    assert " open" not in html
    assert html.count('type="checkbox"') == 3


def test_choices_without_groups_do_not_fold():
    html = str(Sample()["plain"])

    assert "<details" not in html
    assert html.count('type="radio"') == 2
    assert 'id="id_plain"' in html


def test_empty_file_field_says_nothing_of_a_current_file():
    html = str(Sample()["photo"])

    assert "file-current" not in html
    assert html.count("<input") == 1


def test_stored_file_is_shown_and_can_be_taken_away():
    html = str(Sample(initial={"photo": Stored("moi <b>.jpg", b"x")})["photo"])

    assert 'href="/fichiers/photo"' in html
    assert "moi &lt;b&gt;.jpg" in html
    assert 'name="photo-clear"' in html


def test_required_file_cannot_be_taken_away():
    html = str(Sample(initial={"licence": Stored("b.pdf", b"x")})["licence"])

    assert 'href="/fichiers/photo"' in html
    assert "licence-clear" not in html


def test_each_sheet_of_the_gallery_opens():
    client = Client()
    titles = set()
    for query in (
        "",
        "?planche=personnes",
        "?planche=rencontres",
        "?planche=loi",
        "?planche=inconnue",
    ):
        response = client.get(reverse("backstage:gallery") + query)
        assert response.status_code == 200
        titles.add(response.templates[0].name)

    assert titles == {
        "shell/gallery.html",
        "shell/gallery_people.html",
        "shell/gallery_meetings.html",
        "shell/gallery_law.html",
    }
