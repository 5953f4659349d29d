"""Whether the office can work is told probe by probe, each with its remedy."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import OutsideError, SetAside, SettingsError
from pipeline.mail.wording import Wordings
from pipeline.office import check
from pipeline.office.check import Mark
from pipeline.office.desk import Desk
from pipeline.outside.cage import Cage
from pipeline.outside.fonts import Fonts
from pipeline.outside.libreoffice import Converter
from pipeline.outside.ocr import Ocr
from pipeline.store.database import open_engine
from pipeline.store.migrate import head
from tests.offices import TEMPLATES

PACKAGES = Path(__file__).parents[2] / "config" / "packages.apt"


def outcome(probe: check.Probe) -> check.Checked:
    [found] = check.check([("sesuatu", probe)])
    return found


def test_a_probe_that_finds_all_well_is_good() -> None:
    found = outcome(lambda: "beres")

    assert (found.name, found.mark, found.words) == ("sesuatu", Mark.GOOD, "beres")


def test_a_failure_of_the_outside_comes_with_its_remedy() -> None:
    def refused() -> str:
        raise OutsideError("login ditolak", permanent=True, remedy="periksa sandi")

    found = outcome(refused)

    assert (found.mark, found.words, found.remedy) == (Mark.BAD, "login ditolak", "periksa sandi")


def test_after_a_failure_the_other_probes_still_run() -> None:
    def broken() -> str:
        raise SettingsError("x")

    assert [each.mark for each in check.check([("a", broken), ("b", lambda: "beres")])] == [
        Mark.BAD,
        Mark.GOOD,
    ]


def test_the_shipped_templates_can_all_be_filled_in(desk: Desk) -> None:
    found = outcome(lambda: check.templates(desk))

    assert found.mark is Mark.GOOD, found.words
    assert found.words.startswith("8 templat naskah dan ")


def test_a_missing_letter_template_is_named(desk: Desk) -> None:
    without = {name: each for name, each in desk.templates.items() if name != "notulen"}

    found = outcome(lambda: check.templates(replace(desk, templates=without)))

    assert found.words == "templat naskah tidak ada: notulen.docx"
    assert "templates_dir" in found.remedy


def test_a_letter_template_that_is_no_word_file_is_bad(desk: Desk) -> None:
    spoilt = {**desk.templates, "form_pengaduan": b"bukan Word"}

    with pytest.raises(SetAside):
        check.templates(replace(desk, templates=spoilt))


def test_a_missing_mail_template_is_named(desk: Desk) -> None:
    sources = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "mail").glob("*.j2")}
    del sources["penutupan.j2"]

    found = outcome(lambda: check.templates(replace(desk, wordings=Wordings(sources))))

    assert found.words == "templat surel tidak ada: penutupan.j2"


def test_a_mail_template_with_an_unknown_field_is_named(desk: Desk) -> None:
    sources = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "mail").glob("*.j2")}
    sources["penutupan.j2"] = "{% extends kerangka %}{% block subjek %}{{ entah }}{% endblock %}"

    found = outcome(lambda: check.templates(replace(desk, wordings=Wordings(sources))))

    assert "penutupan.j2" in found.words
    assert "entah" in found.words


def test_a_migrated_register_is_good(desk: Desk) -> None:
    found = outcome(lambda: check.register(desk.engine))

    assert (found.mark, found.words) == (Mark.GOOD, f"revisi {head()}, 0 perkara, jejak audit utuh")


def test_an_empty_register_is_bad_and_the_remedy_is_to_migrate(tmp_path: object) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/kosong.db")

    found = outcome(lambda: check.register(engine))
    engine.dispose()

    assert found.mark is Mark.BAD
    assert "tanggap migrate" in found.words


def test_a_register_that_cannot_be_opened_is_bad(tmp_path: object) -> None:
    Path(f"{tmp_path}/folder.db").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path}/folder.db")

    found = outcome(lambda: check.register(engine))

    assert (found.mark, found.words) == (Mark.BAD, "unable to open database file")


def test_this_python_composes_safely() -> None:
    assert outcome(check.composing).mark is Mark.GOOD


def test_the_converter_makes_a_letter_whose_number_can_be_read(desk: Desk) -> None:
    with Cage() as cage:
        found = outcome(lambda: check.conversion(replace(desk, pages=cage.pages), Converter()))

    assert found.mark is Mark.GOOD, found.words
    assert found.words.startswith("LibreOffice")


def test_the_fonts_that_are_installed_with_tanggap_draw_all_of_its_letters(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare machine has no other fonts."""
    listed = [line for line in PACKAGES.read_text().splitlines() if line.startswith("fonts-")]
    files = subprocess.run(["dpkg", "-L", *listed], capture_output=True, text=True, check=True).stdout.split()
    folders = {str(Path(each).parent) for each in files if each.endswith((".ttf", ".otf"))}
    config = "".join(f"<dir>{each}</dir>" for each in sorted(folders))
    (tmp_path / "fonts.conf").write_text(f"<fontconfig>{config}<cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))

    found = outcome(lambda: check.drawing(replace(desk, undrawable=Fonts().missing)))

    assert found.mark is Mark.GOOD, found.words


def test_a_font_without_boxes_to_tick_is_told_before_a_letter_needs_them(desk: Desk) -> None:
    found = outcome(lambda: check.drawing(replace(desk, undrawable=lambda text: "☐" if "☐" in text else "")))

    assert (found.mark, "☐" in found.words) == (Mark.BAD, True)
    assert "fonts-dejavu-core" in found.remedy


def test_without_ocr_work_goes_on_and_the_remedy_names_the_package() -> None:
    found = outcome(lambda: check.scans(Ocr("tidak-ada").version))

    assert (found.mark, "OCR tidak terpasang" in found.words) == (Mark.DOUBT, True)
    assert "tesseract-ocr-ind" in found.remedy


def test_a_missing_converter_is_bad_and_the_remedy_names_the_package(desk: Desk) -> None:
    found = outcome(lambda: check.conversion(desk, Converter("tidak-ada")))

    assert found.mark is Mark.BAD
    assert "libreoffice-writer-nogui" in found.remedy
