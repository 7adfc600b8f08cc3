"""Contact files as phones read them: vCard 3.0, UTF-8, lines ended by CR LF."""

import pytest

from mentoring import vcard


def lines(**values: object) -> list[str]:
    text = vcard.make(**{"name": "Zoé", **values})  # type: ignore[arg-type]
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_contact_is_framed_and_versioned():
    made = lines()

    assert made == ["BEGIN:VCARD", "VERSION:3.0", "N:;Zoé;;;", "FN:Zoé", "END:VCARD"]


def test_every_part_has_its_property():
    made = lines(
        title="Régisseuse",
        city="Mende",
        region="Occitanie",
        email="zoe@example.org",
        phone="06 12 34 56 78",
        addresses=["https://example.org/a?b=1,2;c", "https://example.org/"],
        note="Rencontre",
    )

    assert made[4:-1] == [
        "TITLE:Régisseuse",
        "ADR:;;;Mende;Occitanie;;",
        "EMAIL;TYPE=INTERNET:zoe@example.org",
        "TEL;TYPE=CELL:0612345678",
        "URL:https://example.org/a?b=1,2;c",
        "URL:https://example.org/",
        "NOTE:Rencontre",
    ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Dupont; Durand, associés", "Dupont\\; Durand\\, associés"),
        ("a\\b", "a\\\\b"),
        ("deux\nlignes", "deux\\nlignes"),
        ("deux\r\nlignes", "deux\\nlignes"),
        ("deux\u2028lignes", "deux\\nlignes"),
        ("Rendez-vous : 9 h", "Rendez-vous : 9 h"),
        ("Chloé Ôhlmann 🎬", "Chloé Ôhlmann 🎬"),
    ],
)
def test_text_is_escaped(typed, written):
    assert lines(note=typed)[-2] == f"NOTE:{written}"


@pytest.mark.parametrize("field", ["name", "title", "city", "region", "email", "phone", "note"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_typed_line_break_begins_no_property(field, end):
    made = lines(**{field: f"a{end}TEL:0666666666{end}END:VCARD"})

    assert not any(line.startswith("TEL:") for line in made)
    assert made.count("END:VCARD") == 1


def test_address_of_a_link_begins_no_property():
    assert lines(addresses=["https://a.example\r\nTEL:06"])[4] == "URL:https://a.exampleTEL:06"


def test_long_lines_are_folded_between_characters():
    text = vcard.make(name="Zoé", note="é🎬" * 60)

    physical = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in physical)
    assert "é🎬" * 60 in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("name", "file"),
    [("Zoé Martin", "zoe-martin.vcf"), ("王", "contact.vcf"), ('a";\r\nX: y', "a-x-y.vcf")],
)
def test_file_is_named_after_the_person(name, file):
    response = vcard.respond("BEGIN:VCARD", name=name)

    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"].startswith(f'inline; filename="{file}"; filename*=')
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
