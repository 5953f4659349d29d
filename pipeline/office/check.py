"""Check whether the office can work: one probe after the other, each with its remedy.

A probe says in a few words what it found, or raises; what stands outside the house is
probed by callables handed in from above. Nothing here changes anything.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from jinja2 import TemplateError
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import OutsideError, SettingsError, TanggapError
from pipeline.letters import late
from pipeline.letters.printed_words import contains
from pipeline.letters.render import render
from pipeline.letters.sample import PLAIN, VALUES
from pipeline.letters.text import document_lines
from pipeline.mail.authentic import Profile
from pipeline.mail.compose import self_test
from pipeline.mail.wording import NAMES
from pipeline.office.desk import Desk
from pipeline.office.seal import Sealer
from pipeline.office.templates import letter_values, mail_view
from pipeline.office.uncopied import missing
from pipeline.store import audit
from pipeline.store.case_tables import cases
from pipeline.store.database import reading
from pipeline.store.migrate import check_current, current


class Mark(StrEnum):
    """How a probe ended."""

    GOOD = "baik"
    DOUBT = "peringatan"
    BAD = "gagal"


@dataclass(frozen=True, slots=True)
class Checked:
    """What one probe found."""

    name: str
    mark: Mark
    words: str
    remedy: str = ""


class Doubt(TanggapError):
    """Work can go on, but somebody should look at it."""

    def __init__(self, words: str, remedy: str) -> None:
        super().__init__(words)
        self.remedy = remedy


Probe = Callable[[], str]


def check(probes: Iterable[tuple[str, Probe]]) -> Iterator[Checked]:
    """Run the probes in their order, each as far as it gets."""
    for name, probe in probes:
        yield _checked(name, probe)


def _checked(name: str, probe: Probe) -> Checked:
    try:
        return Checked(name, Mark.GOOD, probe())
    except Doubt as doubt:
        return Checked(name, Mark.DOUBT, str(doubt), doubt.remedy)
    except OutsideError as error:
        return Checked(name, Mark.BAD, str(error), error.remedy)
    except TanggapError as error:
        return Checked(name, Mark.BAD, str(error))
    except SQLAlchemyError as error:
        words = str(getattr(error, "orig", None) or type(error).__name__)
        return Checked(name, Mark.BAD, words, "periksa [database] url, hak akses, dan apakah servernya hidup")
    except OSError as error:
        return Checked(name, Mark.BAD, str(error), "periksa jalur dan hak akses berkas itu")


def templates(desk: Desk) -> str:
    """Every letter and mail template is there and can be filled in."""
    made = samples(desk)
    late.find(made["surat_balasan"])
    missing = desk.wordings.missing()
    if missing:
        raise OutsideError(
            f"templat surel tidak ada: {', '.join(missing)}",
            permanent=True,
            remedy="salin dari letter_templates/mail/ yang disertakan ke templates_dir",
        )
    for name in NAMES:
        _fill(desk, name)
    return f"{len(made)} templat naskah dan {len(NAMES)} templat surel"


def samples(desk: Desk) -> dict[str, bytes]:
    """A letter of every kind with the office's own letterhead and an invented case."""
    missing = [name for name in VALUES if name not in desk.templates]
    if missing:
        raise OutsideError(
            f"templat naskah tidak ada: {', '.join(f'{name}.docx' for name in missing)}",
            permanent=True,
            remedy="salin dari letter_templates/ yang disertakan ke templates_dir",
        )
    return {name: render(desk.templates[name], letter_values(desk, name, PLAIN)) for name in VALUES}


def _fill(desk: Desk, name: str) -> None:
    try:
        desk.wordings.render(name, mail_view(desk, name))
    except TemplateError as error:
        raise OutsideError(
            f"templat surel {name}.j2: {error}",
            permanent=True,
            remedy="perbaiki templat itu, atau salin kembali dari letter_templates/mail/",
        ) from error


def made(engine: Engine) -> None:
    """Raises `SettingsError` unless the register is made and of this revision; looking makes no file."""
    path = engine.url.database or ""
    in_file = engine.dialect.name == "sqlite" and path and path != ":memory:"
    if in_file and not path.startswith("file:") and not Path(path).exists():
        raise SettingsError(
            f"database: register belum ada di {path}; jalankan `tanggap migrate` untuk membuatnya"
        )
    check_current(engine)


def register(engine: Engine) -> str:
    """The register has this program's revision and its audit trail holds."""
    made(engine)
    with reading(engine) as connection:
        _, findings = audit.verify(connection)
        count = connection.scalar(select(func.count()).select_from(cases))
    if findings:
        raise SettingsError(f"jejak audit rusak pada {len(findings)} entri; jalankan `tanggap audit verify`")
    return f"revisi {current(engine)}, {count} perkara, jejak audit utuh"


def copies(desk: Desk) -> str:
    """Every mail that left has its copy in the journal, from which a restored register is rebuilt."""
    made(desk.engine)
    with reading(desk.engine) as connection:
        words = missing(desk, connection)
    if words:
        raise Doubt(words, "kosongkan atau perbesar kotak jurnal, atau perbaiki [journal] address")
    return f"semua surel yang terkirim ada salinannya di {desk.journal}"


def composing() -> str:
    """This Python lets no line break out of a header (CVE-2024-6923)."""
    self_test()
    return "surel disusun dan dibaca kembali dengan benar"


class Converter(Protocol):
    """What the check needs of outside/libreoffice.py."""

    def version(self) -> str:
        """What it calls itself."""

    def convert(self, documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        """The PDF of each docx, or why there is none."""


def conversion(desk: Desk, converter: Converter) -> str:
    """The converter runs and makes a PDF of a letter whose number can be read in it."""
    version = converter.version()
    [pdf] = converter.convert([samples(desk)["form_pengaduan"]])
    if isinstance(pdf, OutsideError):
        raise pdf
    [pages] = desk.pages([pdf])
    if isinstance(pages, OutsideError):
        raise pages
    if not contains(" ".join(pages), PLAIN.number):
        raise OutsideError(
            f"{version}: PDF percobaan tidak memuat {PLAIN.number}",
            permanent=True,
            remedy="pasang fonts-liberation dan fonts-crosextra-carlito",
        )
    return version


def drawing(desk: Desk) -> str:
    """Some installed font has every character that our own letters are made of."""
    documents = samples(desk)
    missing = desk.undrawable("".join(line for docx in documents.values() for line in document_lines(docx)))
    if missing:
        raise OutsideError(
            f"tidak ada huruf terpasang untuk {' '.join(missing)}; surat yang memuatnya tidak dapat dibuat",
            permanent=True,
            remedy="apt-get install fonts-liberation fonts-crosextra-carlito fonts-dejavu-core",
        )
    return f"huruf untuk {len(documents)} naskah lengkap"


class Graded(Protocol):
    """What outside/enclosure_choice.py tells of the cage."""

    @property
    def words(self) -> str:
        """How caged work is enclosed."""

    @property
    def better(self) -> str:
        """The way to the next better grade."""

    @property
    def good(self) -> bool:
        """Whether that will do."""


def caged(graded: Callable[[], Graded]) -> str:
    """Where strangers' files are opened, how good that is, and how it becomes better."""
    found = graded()
    if not found.good:
        raise Doubt(found.words, found.better)
    return f"{found.words} (lebih baik: {found.better})" if found.better else found.words


def scans(version: Probe) -> str:
    """What reads scans is there; without it only letters that are text can be read and signed."""
    try:
        return version()
    except OutsideError as error:
        raise Doubt(f"surat pindaian tidak dapat dibaca: {error}", error.remedy) from error


def signing(desk: Desk, sealer: Sealer | None) -> str:
    """The way letters are signed; the seal's key was loaded before this was called."""
    if sealer is not None:
        return "segel kantor, kuncinya terbaca"
    roots = "akar dipasang" if desk.trust.roots_configured else "akar belum dipasang, rantai tidak diperiksa"
    return f"surat ditandatangani Kepala Balai ({roots})"


def origin(desk: Desk) -> str:
    """How genuine mail of the staff is told from forged mail."""
    if desk.policy.profile is Profile.NONE:
        raise Doubt(
            "asal balasan tidak dibuktikan: alamat pengirim dapat dipalsukan, dan surat hanya dapat dilepas "
            "dengan tanda tangan elektronik yang tervalidasi",
            "jalankan `tanggap check auth`",
        )
    return f"profil {desk.policy.profile}"


def refuse(faults: SettingsError) -> str:
    """Settings that cannot be used, as a probe that fails."""
    raise faults
