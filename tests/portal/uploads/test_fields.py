from typing import Any

import pytest
from django import forms
from django.core.files.base import ContentFile

from portal.uploads.fields import ImageUploadField, PdfUploadField
from tests.portal.uploads import samples
from tests.portal.uploads.samples import sent


class PortfolioForm(forms.Form):
    title = forms.CharField()
    photo = ImageUploadField(label="Photo", longest=64)
    cv = PdfUploadField(label="CV", required=False)


def form(photo: Any = None, cv: Any = None) -> PortfolioForm:
    files: Any = {name: file for name, file in (("photo", photo), ("cv", cv)) if file is not None}
    return PortfolioForm({"title": "Court métrage"}, files)


def test_cleaned_values_are_safe_files_under_random_names():
    filled = form(sent(samples.phone_photo()), sent(samples.pdf(), name="cv.pdf"))

    assert filled.is_valid(), filled.errors
    photo, cv = filled.cleaned_data["photo"], filled.cleaned_data["cv"]
    assert isinstance(photo, ContentFile)
    assert str(photo.name).endswith(".jpg")
    assert b"Exif" not in photo.read()
    assert str(cv.name).endswith(".pdf")
    assert cv.read().startswith(b"%PDF-")


def test_longest_side_of_the_field_is_kept_to():
    filled = form(sent(samples.image("RGB", (300, 100), "JPEG")))

    assert filled.is_valid()
    assert filled.cleaned_data["photo"].size < 2000


@pytest.mark.parametrize(
    ("photo", "message"),
    [
        (None, "Choisissez un fichier."),
        (sent(b""), "Ce fichier est vide. Choisissez-en un autre."),
    ],
)
def test_missing_or_empty_file_is_said_beside_the_field(photo, message):
    refused = form(photo)

    assert refused.errors == {"photo": [message]}


def test_refused_file_leaves_the_text_where_it_was():
    refused = form(sent(samples.EICAR))

    assert list(refused.errors) == ["photo"]
    assert refused["title"].value() == "Court métrage"
    assert 'value="Court métrage"' in refused.as_p()


def test_optional_file_may_be_left_out():
    assert form(sent(samples.image(form="PNG"))).is_valid()


def test_stored_file_stays_when_none_is_sent():
    field = ImageUploadField(required=False)

    assert field.clean(None, initial="deja.jpg") == "deja.jpg"
    assert field.clean(False, initial="deja.jpg") is False


def test_browser_is_told_what_to_offer_and_the_member_what_is_taken():
    html = form().as_p()

    assert 'accept="image/jpeg,image/png,image/webp"' in html
    assert 'accept="application/pdf"' in html
    assert "10 Mo" in html
