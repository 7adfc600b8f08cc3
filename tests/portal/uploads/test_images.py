"""What becomes of an image: refused with a reason, or made anew from its pixels."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from portal.uploads import images
from tests.portal.uploads import samples
from tests.portal.uploads.samples import MEGABYTE, SCRIPT, at_little_cost, image, sent


def cleaned(content: bytes, **names: str) -> bytes:
    return images.clean(sent(content, **names)).read()


def opened(content: bytes) -> Any:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def refusal(content: bytes, **names: str) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        images.clean(sent(content, **names))
    return caught.value


def test_photo_of_a_phone_is_upright_and_tells_nothing():
    before = opened(samples.phone_photo())
    assert before.getexif().get_ifd(samples.GPS)

    made = cleaned(samples.phone_photo())

    after = opened(made)
    assert after.size == (200, 400)
    assert not after.getexif()
    assert "comment" not in after.info
    for word in (b"Exif", b"canari", b"http://ns.adobe.com"):
        assert word not in made


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_turns_the_pixels(orientation):
    light = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    made = opened(cleaned(samples.phone_photo(orientation=orientation)))

    right, down = light[orientation]
    at = (made.width * (1 + 2 * right) // 4, made.height * (1 + 2 * down) // 4)
    assert made.getpixel(at)[0] > 150
    assert made.getpixel((made.width - at[0], made.height - at[1]))[0] < 50


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGB", "PNG"), ("P", "PNG"), ("1", "PNG"),
     ("I;16", "PNG"), ("RGB", "WEBP")],
)  # fmt: skip
def test_every_kind_of_image_becomes_a_jpeg(mode, form):
    made = opened(cleaned(image(mode, form=form)))

    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (120, 80))


def test_sixteen_bits_of_grey_keep_their_greys():
    grey = Image.new("I;16", (40, 40), 100 * 256)
    buffer = BytesIO()
    grey.save(buffer, "PNG")

    assert opened(cleaned(buffer.getvalue())).getpixel((20, 20)) == pytest.approx((100,) * 3, abs=3)


@pytest.mark.parametrize(("mode", "form"), [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")])
def test_transparent_image_stays_transparent(mode, form):
    picture = Image.new("RGBA", (60, 40), (200, 30, 30, 0)).convert(mode)
    buffer = BytesIO()
    picture.save(buffer, form)

    made = opened(cleaned(buffer.getvalue()))

    assert (made.format, made.mode) == ("WEBP", "RGBA")
    assert made.getchannel("A").getextrema() == (0, 0)


def test_palette_with_a_transparent_colour_stays_transparent():
    made = opened(cleaned(image("P", transparency=0)))

    assert (made.format, made.mode) == ("WEBP", "RGBA")


def test_opaque_image_with_an_alpha_channel_becomes_a_jpeg():
    assert opened(cleaned(image("RGBA"))).format == "JPEG"


def test_large_image_is_brought_to_the_longest_side():
    made = opened(cleaned(image("RGB", (4000, 1000), "JPEG")))

    assert made.size == (1600, 400)


def test_colour_profile_is_applied_then_forgotten():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    made = opened(cleaned(image("RGB", form="JPEG", icc_profile=profile)))

    assert "icc_profile" not in made.info


def test_broken_colour_profile_does_not_refuse_the_image():
    assert opened(cleaned(image("RGB", form="JPEG", icc_profile=b"x" * 200))).size == (120, 80)


def test_animation_becomes_its_first_frame():
    first, second = Image.new("RGB", (50, 50), "red"), Image.new("RGB", (50, 50), "blue")
    buffer = BytesIO()
    first.save(buffer, "WEBP", save_all=True, append_images=[second])

    made = opened(cleaned(buffer.getvalue()))

    assert getattr(made, "n_frames", 1) == 1
    assert made.getpixel((25, 25))[0] > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_polyglot_comes_out_without_its_other_self(form):
    hidden = SCRIPT + samples.EICAR + b"PK\x03\x04canari"
    made = cleaned(image("RGB", form=form) + hidden)

    for word in (b"<script", b"EICAR", b"PK\x03\x04", b"canari"):
        assert word not in made


def test_names_are_random_and_end_as_the_content_does():
    names = {
        images.clean(sent(image("RGB", form="PNG"), name=name)).name
        for name in ("carte.php.png", "../../etc/passwd", "photo.jpg", "photo.jpg")
    }

    assert len(names) == 4
    for name in names:
        stem, _, ending = str(name).partition(".")
        assert (len(stem), ending) == (32, "jpg")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"<!DOCTYPE html><html>" + SCRIPT, "HTML"),
        (samples.pdf(), "PDF"),
        (image("P", form="GIF"), "GIF"),
        (image("RGB", form="TIFF"), "TIFF"),
    ],
)
def test_other_format_is_named_and_refused(content, kind):
    error = refusal(content, name="photo.jpg")

    assert error.code == "type"
    assert error.messages == [
        f"Ce fichier est au format {kind}. Formats acceptés\u00a0: JPEG, PNG, WebP."
    ]


@pytest.mark.parametrize("content", [samples.EICAR, b"MZ" + b"\0" * 600, b"a", SCRIPT])
def test_unknown_content_is_refused_whatever_its_name_says(content):
    error = refusal(content, name="photo.png", kind="image/png")

    assert error.code == "type"
    assert "Formats acceptés\u00a0: JPEG, PNG, WebP." in error.messages[0]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [0.1, 0.6])
def test_truncated_image_is_refused(form, kept):
    picture = Image.effect_noise((300, 300), 60).convert("RGB")
    buffer = BytesIO()
    picture.save(buffer, form)
    content = buffer.getvalue()

    assert refusal(content[: int(len(content) * kept)]).code == "unreadable"


def test_eleven_megabytes_are_refused_with_their_weight():
    error = refusal(image("RGB", form="JPEG") + b"\0" * (11 * MEGABYTE))

    assert error.messages == ["Ce fichier pèse 11\u00a0Mo. La limite est de 10\u00a0Mo."]


def test_ten_megabytes_are_taken():
    content = image("RGB", form="JPEG")

    assert cleaned(content + b"\0" * (10 * MEGABYTE - len(content)))


@pytest.mark.parametrize(
    "content",
    [samples.png_bomb(13000, 13000), samples.png_bomb(5001, 5000), samples.jpeg_of(65000, 65000)],
    ids=["M7", "one-row-too-many", "jpeg"],
)
def test_too_many_pixels_are_refused_before_they_are_decoded(content):
    assert len(content) < 25_000

    with at_little_cost():
        error = refusal(content)

    assert error.code == "too_many_pixels"
    assert "25 millions de pixels" in error.messages[0]


def test_twenty_five_megapixels_are_taken():
    assert opened(cleaned(samples.png_bomb(5000, 5000))).size == (1600, 1600)


@pytest.mark.parametrize("size", [(25_000_000, 1), (1, 60_000)])
def test_extreme_shapes_do_no_harm(size):
    made = opened(cleaned(samples.png_bomb(*size)))

    assert max(made.size) == 1600
    assert min(made.size) == 1
