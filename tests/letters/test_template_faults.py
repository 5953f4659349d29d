"""Whoever edits a template is told every fault of it, where it stands, and what to do."""

import re
from collections.abc import Callable

import pytest

from pipeline.letters.late import PLACEHOLDERS
from pipeline.letters.parts import BadDocument, read_parts, write_parts
from pipeline.letters.template_faults import Fault, jinja_faults
from pipeline.letters.template_fonts import fonts_of, replaced_fonts
from pipeline.letters.template_late import late_faults
from tests.letter_templates_word import add_table, fill_row, new_document, save
from tests.letters.documents import template_of
from tests.letters.samples import NAMES, template, values

KNOWN = values("surat_balasan")


def faults(*paragraphs: str) -> list[Fault]:
    """The faults of a template with these paragraphs."""
    return list(jinja_faults("uji.docx", template_of(*paragraphs), KNOWN))


def told(*paragraphs: str) -> list[str]:
    """What is wrong with it."""
    return [fault.kesalahan for fault in faults(*paragraphs)]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_template_has_none(name: str) -> None:
    assert list(jinja_faults(name, template(name), values(name))) == []


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_right_one() -> None:
    assert faults("Halo", "Yth. {{ perusahan }}") == [
        Fault(
            "uji.docx",
            "badan surat, paragraf 2: “Yth. {{ perusahan }}”",
            "isian “perusahan” tidak dikenal",
            "maksudnya “perusahaan”?",
        )
    ]


def test_a_field_like_no_other_points_to_the_list() -> None:
    [fault] = faults("{{ zzz }}")

    assert "README.md" in fault.obat


def test_every_unknown_field_is_named() -> None:
    assert len(faults("{{ namaa }} dan {{ alamatt }}", "{% if lampirann %}x{% endif %}")) == 3


def test_a_place_in_a_table_is_told_by_its_row() -> None:
    document = new_document("Uji", size=11)
    table = add_table(document, [4.0, 12.0])
    fill_row(table.add_row(), "Nama", "{{ nama }}")
    fill_row(table.add_row(), "Alamat", "{{ alamt }}")

    [fault] = jinja_faults("uji.docx", save(document), KNOWN)

    assert fault.tempat == "badan surat, tabel 1 baris 2: “Alamat {{ alamt }}”"


def test_a_part_of_a_list_s_item_is_checked_too() -> None:
    [fault] = faults("{%p for pihak in tembusan %}", "{{ pihak.namaa }}", "{%p endfor %}")

    assert (fault.kesalahan, fault.obat) == ("isian “pihak.namaa” tidak dikenal", "maksudnya “pihak.nama”?")


def test_a_list_inside_a_list_is_known() -> None:
    assert (
        told(
            "{%p for butir in hasil %}",
            "{%p for p in butir.isi %}",
            "{{ p }}",
            "{%p endfor %}",
            "{%p endfor %}",
        )
        == []
    )


@pytest.mark.parametrize(
    ("paragraph", "fault"),
    [
        ("{{ nama", "kurung isian tidak lengkap"),
        ("nama }}", "kurung isian tidak lengkap"),
        ("{{ nama surat }}", "“{{ nama surat }}” tidak dapat dibaca"),
        ("{% iff nama %}", "perintah “iff” tidak dikenal"),
        ("{%p endif %}", "“{%p endif %}” tidak mempunyai pembuka"),
        ("{%p if nama %}", "“{%p if nama %}” tidak pernah ditutup"),
    ],
)
def test_broken_jinja_is_told_in_a_sentence(paragraph: str, fault: str) -> None:
    assert told(paragraph) == [fault]


def test_what_a_tag_would_remove_beside_itself_is_told() -> None:
    assert told("Lampiran: {%p if lampiran %}", "x", "{%p endif %}") == [
        "“{%p if lampiran %}” menghapus paragraf tempatnya berdiri, beserta teks lain di situ"
    ]


def test_a_pair_over_two_paragraphs_needs_the_mark_of_paragraphs() -> None:
    assert told("{% if nama %}", "x", "{% endif %}") == ["“{% if nama %}” dan “{% endif %}” tidak sepasang"]


def test_word_s_quotation_marks_are_read_as_docxtpl_reads_them() -> None:
    assert told("{% if nama == “x” %}y{% endif %}") == []


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(BadDocument):
        list(jinja_faults("uji.docx", b"bukan Word", KNOWN))


# ---- late fields ----


def spoilt(change: Callable[[str], str]) -> list[str]:
    """What is wrong with the late fields of a reply whose words were changed."""
    parts = read_parts(template("surat_balasan"))
    body = parts["word/document.xml"].decode()
    changed = parts | {"word/document.xml": change(body).encode()}
    return [fault.kesalahan for fault in late_faults("surat_balasan.docx", write_parts(changed))]


def test_the_shipped_reply_has_its_late_fields() -> None:
    assert list(late_faults("surat_balasan.docx", template("surat_balasan"))) == []


@pytest.mark.parametrize("name", [name for name in PLACEHOLDERS if name != "konsep"])
def test_a_late_field_that_was_deleted_is_named(name: str) -> None:
    field = rf'<w:bookmarkStart [^>]*w:name="tg_{name}"/><w:sdt>.*?</w:sdt><w:bookmarkEnd [^>]*/>'

    assert spoilt(lambda xml: re.sub(field, "", xml)) == [
        f"isian akhir “{name}” ({PLACEHOLDERS[name]}) tidak ada"
    ]


def test_a_late_field_that_was_doubled_is_named() -> None:
    assert spoilt(lambda xml: re.sub("(<w:sdt>.*?nomor surat.*?</w:sdt>)", r"\1\1", xml, count=1)) == [
        "isian akhir “nomor” ([nomor surat]) ada 2 kali"
    ]


def test_a_late_field_that_was_typed_over_is_named() -> None:
    assert spoilt(lambda xml: xml.replace("[nomor surat]", "B/1")) == [
        "isian akhir “nomor” berisi “B/1”, seharusnya “[nomor surat]”"
    ]


def test_a_deleted_place_for_the_signature_is_told() -> None:
    assert spoilt(lambda xml: xml.replace("tg_tte", "lain")) == [
        "penanda buku “tg_tte” untuk tanda tangan elektronik tidak ada"
    ]


# ---- fonts ----


def test_the_shipped_templates_name_one_font() -> None:
    assert {font for name in NAMES for font in fonts_of(template(name))} == {"Arial"}


def test_a_font_is_at_home_by_its_own_name_or_by_its_twin() -> None:
    document = template("surat_balasan")

    assert replaced_fonts(document, {"Arial"}) == replaced_fonts(document, {"Liberation Sans"}) == []


def test_a_font_without_a_twin_is_named() -> None:
    parts = read_parts(template("surat_balasan"))
    other = parts | {"word/styles.xml": parts["word/styles.xml"].replace(b"Arial", b"Bookman Old Style")}

    assert replaced_fonts(write_parts(other), {"Liberation Sans"}) == ["Bookman Old Style"]
