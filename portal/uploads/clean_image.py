"""`python -m portal.uploads.clean_image LONGEST_SIDE`: an image in, a new one without a past out.

The pixels are all that is kept: neither metadata (place, camera, comments), nor further frames,
nor whatever was hidden before, between or behind them.
"""

import sys
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from portal.uploads.confined import MEGABYTE, Refusal, Refused, answer

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 25_000_000
# 25 megapixels of WebP, the greediest decoder, take 430 MB with the interpreter.
MEMORY = 640 * MEGABYTE
SECONDS = 8
ORIENTATION = 0x0112
BAND = 64


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey levels of 16 bits as 8: Pillow's own conversion turns most of them white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    """The image within `longest`, band after band: a whole copy would double the memory."""
    mode = "RGBA" if image.has_transparency_data else "CMYK" if image.mode == "CMYK" else "RGB"
    width, height = image.size
    factor = max(1, max(image.size) // longest)
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, BAND * factor):
        band = image.crop((0, top, width, min(top + BAND * factor, height)))
        small.paste(_eight_bits(band).convert(mode).reduce(factor), (0, top // factor))
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return small


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours without the profile that gave them their meaning."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile, or one of other colours: the image is shown without it
        else:
            if converted is not None:
                return converted
    return image.convert(mode)


def clean(content: bytes, longest: int) -> bytes:
    """A JPEG, or a WebP where something is transparent, at most `longest` pixels wide or high."""
    # The number of pixels is checked below, before any of them is decoded.
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(BytesIO(content), formats=FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise Refused(Refusal.TOO_MANY_PIXELS)
    image.draft(None, (longest, longest))
    image.load()
    small = _shrunk(image, longest)
    small.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, 1)
    profile = image.info.get("icc_profile")
    image.close()
    small = _in_screen_colours(ImageOps.exif_transpose(small), profile)
    # A fresh image: encoders also write what they find in `info`.
    fresh = Image.new(small.mode, small.size)
    fresh.paste(small)
    result = BytesIO()
    if fresh.mode == "RGBA" and fresh.getchannel("A").getextrema() != (255, 255):
        fresh.save(result, "WEBP", quality=85, method=2)
    else:
        fresh.convert("RGB").save(result, "JPEG", quality=85, optimize=True, progressive=True)
    return result.getvalue()


if __name__ == "__main__":
    side = int(sys.argv[1])
    answer(lambda content: clean(content, side), memory=MEMORY, seconds=SECONDS)
