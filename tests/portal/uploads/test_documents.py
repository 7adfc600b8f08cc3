"""What becomes of a PDF: refused with a reason, or the same pages with nothing that acts."""

from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, Stream, String

from portal.uploads import documents
from tests.portal.uploads import samples
from tests.portal.uploads.samples import MEGABYTE, at_little_cost, pdf, script, sent


def cleaned(content: bytes) -> bytes:
    return documents.clean(sent(content, name="cv.pdf", kind="application/pdf")).read()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def refusal(content: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        documents.clean(sent(content, name="cv.pdf", kind="application/pdf"))
    return caught.value


def laid_bare(content: bytes) -> bytes:
    """The document with every stream unpacked, so that a word in it can be looked for."""
    result = BytesIO()
    opened(content).save(
        result,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return result.getvalue()


def annotated(document: Any, **entries: Any) -> None:
    note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **entries)
    document.pages[0].Annots = Array([document.make_indirect(note)])


def on_opening(document: Any) -> None:
    document.Root.OpenAction = script(document)


def on_opening_apart(document: Any) -> None:
    document.Root.OpenAction = document.make_indirect(script(document))


def on_closing(document: Any) -> None:
    document.Root.AA = Dictionary(WC=script(document), DP=script(document))


def on_a_page(document: Any) -> None:
    document.pages[0].AA = Dictionary(O=script(document))


def in_the_names(document: Any) -> None:
    names = Array([String("a"), document.make_indirect(script(document))])
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


def on_a_link(document: Any) -> None:
    annotated(document, Subtype=Name.Link, A=script(document))


def on_hovering(document: Any) -> None:
    annotated(document, Subtype=Name.Link, AA=Dictionary(E=script(document)))


def after_a_harmless_link(document: Any) -> None:
    link = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=script(document))
    annotated(document, Subtype=Name.Link, A=link)


def in_a_form(document: Any) -> None:
    field = Dictionary(
        FT=Name.Tx, T=String("a"), Subtype=Name.Widget, AA=Dictionary(K=script(document))
    )
    document.Root.AcroForm = Dictionary(
        Fields=Array([document.make_indirect(field)]),
        CO=Array([]),
        XFA=Stream(document, b"<script>canari-xfa</script>"),
    )


def in_the_outline(document: Any) -> None:
    item = document.make_indirect(Dictionary(Title=String("Un"), A=script(document)))
    document.Root.Outlines = document.make_indirect(Dictionary(First=item, Last=item, Count=1))


def disguised_as_a_paragraph(document: Any) -> None:
    item = Dictionary(Title=String("Un"), A=script(document), S=Name.Span, P=1)
    document.Root.Outlines = Dictionary(First=document.make_indirect(item))


def launching(document: Any) -> None:
    annotated(document, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("canari-calc.exe")))


def leading_to_a_file(document: Any) -> None:
    annotated(document, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("canari.pdf")))


def sending_a_form(document: Any) -> None:
    annotated(
        document,
        Subtype=Name.Widget,
        A=Dictionary(S=Name.SubmitForm, F=String("https://canari.example")),
    )
    document.Root.AcroForm = Dictionary(Fields=document.pages[0].Annots)


def leading_to_a_script(document: Any) -> None:
    annotated(
        document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:canari()"))
    )


def attached(document: Any) -> None:
    document.attachments["canari.exe"] = b"MZ canari" + samples.EICAR


def attached_to_a_page(document: Any) -> None:
    file = Stream(document, b"canari" + samples.EICAR)
    holder = Dictionary(Type=Name.Filespec, F=String("canari"), EF=Dictionary(F=file))
    annotated(document, Subtype=Name.FileAttachment, FS=holder)


def film(document: Any) -> None:
    content = Dictionary(Assets=Dictionary(Names=Array([String("canari")])))
    annotated(document, Subtype=Name.RichMedia, RichMediaContent=content)


def told_about(document: Any) -> None:
    document.docinfo["/Author"] = "canari-autrice"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["canari-autrice"]
    document.pages[0].PieceInfo = Dictionary(Secret=String("canari"))


def with_a_photo(document: Any) -> None:
    photo = Stream(document, b"")
    photo.write(samples.phone_photo(), filter=Name.DCTDecode)
    photo.Type, photo.Subtype, photo.Width, photo.Height = Name.XObject, Name.Image, 400, 200
    photo.ColorSpace, photo.BitsPerComponent = Name.DeviceRGB, 8
    document.pages[0].Resources = Dictionary(XObject=Dictionary(AA=photo))


@pytest.mark.parametrize(
    "change",
    [on_opening, on_opening_apart, on_closing, on_a_page, in_the_names, on_a_link, on_hovering,
     after_a_harmless_link, in_a_form, in_the_outline, disguised_as_a_paragraph, launching,
     leading_to_a_file, sending_a_form, leading_to_a_script, attached, attached_to_a_page, film,
     told_about, with_a_photo],
)  # fmt: skip
def test_what_acts_or_tells_is_gone_and_the_page_stays(change):
    before = pdf(change=change)
    assert b"canari" in laid_bare(before)

    made = cleaned(before)

    bare = laid_bare(made)
    for word in (b"canari", b"JavaScript", b"OpenAction", b"EmbeddedFile", b"EICAR", b"XFA"):
        assert word not in bare, word
    assert b"0 0 50 50 re f" in bare
    assert len(opened(made).pages) == 1


def test_photo_in_a_page_stays_whatever_its_name():
    made = opened(cleaned(pdf(change=with_a_photo)))

    photo: Any = made.pages[0].Resources.XObject["/AA"]
    assert photo.read_raw_bytes().startswith(b"\xff\xd8")
    assert b"Exif" not in photo.read_raw_bytes()
    assert pikepdf.PdfImage(photo).as_pil_image().size == (400, 200)


@pytest.mark.parametrize("address", ["https://example.org/bande-demo", "mailto:a@example.org"])
def test_links_to_the_web_and_to_a_mail_address_stay(address):
    link = Dictionary(S=Name.URI, URI=String(address))
    made = cleaned(pdf(change=lambda d: annotated(d, Subtype=Name.Link, A=link)))

    document = opened(made)
    assert str(document.pages[0].Annots[0].A.URI) == address


def test_links_inside_and_the_outline_stay():
    def change(document: Any) -> None:
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Deux", 1))
        document.Root.Names = Dictionary(
            Dests=Dictionary(Names=Array([String("deux"), Array([document.pages[1].obj])]))
        )

    made = opened(cleaned(pdf(pages=2, change=change)))

    with made.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Deux"]
    assert "/Dests" in made.Root.Names


@pytest.mark.parametrize(
    "encryption",
    [pikepdf.Encryption(owner="a", user="b"), pikepdf.Encryption(owner="a", user="")],
    ids=["to-open", "to-print"],
)
def test_protected_document_is_refused(encryption):
    error = refusal(pdf(encryption=encryption))

    assert error.code == "encrypted"
    assert "sans protection" in error.messages[0]


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_truncated_document_is_refused(kept):
    content = pdf(pages=3)

    assert refusal(content[: int(len(content) * kept)]).code == "unreadable"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"a" * 5000])
def test_document_in_name_only_is_refused(content):
    assert refusal(content).code == "unreadable"


def test_document_without_a_page_is_refused():
    assert refusal(pdf(pages=0)).code == "unreadable"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(samples.image(form="PNG"), "PNG"), (b"<html>" + samples.SCRIPT, "HTML")],
)
def test_other_format_is_named_and_refused(content, kind):
    assert refusal(content).messages == [
        f"Ce fichier est au format {kind}. Formats acceptés\u00a0: PDF."
    ]


@pytest.mark.parametrize("content", [samples.EICAR, samples.SCRIPT, b"a"])
def test_unknown_content_is_refused_whatever_its_name_says(content):
    assert refusal(content).code == "type"


def test_polyglot_comes_out_without_its_other_self():
    made = cleaned(pdf() + b"\n%" + samples.SCRIPT + b"PK\x03\x04")

    assert b"script" not in made
    assert made.startswith(b"%PDF-")


def test_hundred_pages_are_taken_and_one_more_refused():
    assert len(opened(cleaned(pdf(pages=100))).pages) == 100
    assert refusal(pdf(pages=101)).code == "too_many_pages"


def test_eleven_megabytes_are_refused():
    assert refusal(pdf() + b"\0" * (11 * MEGABYTE)).code == "size"


@pytest.mark.parametrize("bomb", [samples.pdf_bomb, samples.pdf_bomb_of_bombs])
def test_bomb_is_refused_without_harm(bomb):
    content = bomb()
    assert len(content) < 400_000

    with at_little_cost():
        error = refusal(content)

    assert error.code == "too_much_inside"


def test_image_of_too_many_pixels_is_refused():
    def change(document: Any) -> None:
        with_a_photo(document)
        document.pages[0].Resources.XObject["/AA"].Width = 1_000_000

    assert refusal(pdf(change=change)).code == "too_much_inside"


def test_nested_without_end_is_refused():
    content = pdf().replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 5000 + b"]" * 5000)

    assert refusal(content).code in {"unreadable", "too_much_inside"}


def test_an_outline_dressed_as_a_paragraph_leads_nowhere() -> None:
    """A bookmark with /P and /S passes for an attribute of a tagged text; its action acts."""
    document = pikepdf.new()
    document.add_blank_page()
    actions = [
        Dictionary(Type=Name("/Foo"), S=Name.Launch, F=String("calc.exe")),
        Dictionary(S=Name.URI, URI=String("javascript:app.alert(1)")),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
        Dictionary(Type=Name("/Foo"), S=Name.JavaScript, JS=String("app.alert(1)")),
    ]
    items = [
        document.make_indirect(Dictionary(Title=String("clic"), P=1, S=Name("/x"), A=action))
        for action in actions
    ]
    root = document.make_indirect(Dictionary(Type=Name.Outlines, Count=len(items)))
    for item, following in pairwise(items):
        item.Next, following.Prev = following, item
    for item in items:
        item.Parent = root
    root.First, root.Last = items[0], items[-1]
    document.Root.Outlines = root
    written = BytesIO()
    document.save(written)

    bare = laid_bare(cleaned(written.getvalue()))

    for word in (b"calc.exe", b"javascript:", b"file://", b"app.alert"):
        assert word not in bare
