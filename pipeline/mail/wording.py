"""Renders the wording of each mail: one source for subject, text and HTML, so that the twins cannot differ.

Apart from composing because the wording belongs to the office, which may keep its
own copy of every template, while the bytes of a mail belong to the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from jinja2 import DictLoader, StrictUndefined, Template, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pipeline.mail import html_twin, text_twin
from pipeline.mail.options import Option
from pipeline.mail.plain import header_text, one_line
from pipeline.mail.thread import subject_tag
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice

TEXT_FRAME, HTML_FRAME = "kerangka.txt.j2", "kerangka.html.j2"
#: what the templates share: the frames, their words, and pieces of wording
SHARED = (
    TEXT_FRAME,
    HTML_FRAME,
    "istilah.j2",
    "pelanggan.j2",
    "batas.j2",
    "perkara.j2",
    "analisis.j2",
    "dicatat.j2",
)

#: every template that has to stand in `letter_templates/mail/`, without `.j2`
NAMES = (*(f"minta_{ask}" for ask in Ask), *(str(notice) for notice in Notice))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kantor:
    """The office as it signs its mails."""

    balai: str
    singkat: str = ""
    surel: str = ""
    telepon: str = ""
    laman: str = ""
    alamat: str = ""
    #: letters get the office's electronic seal, and nobody signs them
    segel: bool = False
    #: the number that another application gives a letter is taken over
    nomor_luar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Penerima:
    """Who gets the mail."""

    #: "Yth. Kepala Balai"
    sapaan: str
    #: name of the post, '' for a customer
    jabatan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pelanggan:
    """The customer as the register knows him; each '' where it does not."""

    nama: str = ""
    perusahaan: str = ""
    email: str = ""

    @property
    def sebutan(self) -> str:
        """How a sentence speaks of the customer."""
        if self.nama and self.perusahaan:
            return f"{self.nama} ({self.perusahaan})"
        return self.nama or self.perusahaan or self.email or "pelanggan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Perkara:
    """The case, or a held mail that is none yet (then `nomor` is ''); ready formatted, '' where unknown."""

    nomor: str = ""
    tag: str = ""
    agenda: str = ""
    #: "Senin, 23 November 2026 pukul 08.12 WIB"
    diterima: str = ""
    tahap: str = ""
    pelanggan: Pelanggan = Pelanggan()
    hal: str = ""
    layanan: str = ""
    nomor_surat: str = ""
    tanggal_surat: str = ""
    #: the customer's own words; of several lines
    ringkas: str = ""
    pokja: str = ""
    instruksi: str = ""
    sifat: str = ""
    #: number of the draft's newest version
    versi: str = ""
    #: number and date of the surat keluar
    nomor_keluar: str = ""
    tanggal_keluar: str = ""
    #: the agency that the complaint is passed on to, and why
    penerusan: str = ""
    alasan: str = ""
    #: TU has brought the letter to that agency
    diantar: bool = False
    banding: bool = False
    #: the matter had its one keberatan already
    keberatan: bool = False
    #: the cure was not effective and step 3 runs again
    perbaikan: bool = False
    penyebab: str = ""
    koreksi: str = ""
    korektif: str = ""
    pencegahan: str = ""
    jawaban: str = ""
    #: earlier complaints that resemble it, a line each, with the sentence that counts them first
    serupa: tuple[str, ...] = ()
    #: outer limits beside the SOP's own times, each as "label: until when"
    tenggat: tuple[str, ...] = ()
    #: where the letter came from, and what is to be minded about it: shown to staff alone
    asal: str = ""

    @property
    def naskah(self) -> str:
        """What the office's letter is called."""
        return "surat penerusan" if self.penerusan else "surat jawaban"

    @property
    def surat(self) -> str:
        """The customer's letter as a sentence names it: "nomor … tanggal … hal …", '' if nothing is known."""
        named = (("nomor", self.nomor_surat), ("tanggal", self.tanggal_surat), ("hal", self.hal))
        return " ".join(f"{label} {value}" for label, value in named if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tugas:
    """One thing that a person is asked for, as a list of them tells it; ready formatted."""

    nomor: str
    #: "disposisi", "konsep surat balasan", …
    minta: str
    hal: str
    pelanggan: str
    batas: str
    #: the due time has passed
    lewat: bool = False
    #: who holds it, where that is not the reader
    pemegang: str = ""


@dataclass(frozen=True, slots=True)
class Bagian:
    """A part of the daily report: its heading, and a line for each thing that waits."""

    judul: str
    baris: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that a mail may say. Plain strings; the templates make every one of them inert."""

    kantor: Kantor
    penerima: Penerima
    perkara: Perkara | None = None
    #: until when; "Senin, 23 November 2026 pukul 09.30 WIB"
    batas: str = ""
    #: with options the mail is a request: it gets the marker line, how to reply, and the code
    pilihan: tuple[Option, ...] = ()
    #: words passed on: a question, a note, what was understood, the server's word; of several lines
    kata: str = ""
    #: names of the attached files
    lampiran: tuple[str, ...] = ()
    #: the token, grouped for reading
    kode: str = ""
    #: why a reply was refused, or why a mail was held
    alasan: str = ""
    #: what could have been written instead; of several lines
    contoh: str = ""
    #: the anchor of the audit trail, as mail/anchor.py writes it
    jejak: str = ""
    #: what the reader is asked for, where the mail lists it
    tugas: tuple[Tugas, ...] = ()
    #: the period of a report: "November 2026"
    masa: str = ""
    #: our own sentences, a point of a list each
    kalimat: tuple[str, ...] = ()
    #: what waits in the office, by why it does
    bagian: tuple[Bagian, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail in words: subject in one line, and the two twins."""

    subject: str
    text: str
    html: str


class Wordings:
    """The office's mail templates, file name → source (`minta_disposisi.j2`, `kerangka.txt.j2`, …)."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = dict(sources)
        self._text = _environment(self._sources, html=False)
        self._html = _environment(self._sources, html=True)

    def missing(self) -> list[str]:
        """File names of templates that the office's mails need and that are not there."""
        needed = (*SHARED, *(f"{name}.j2" for name in NAMES))
        return [name for name in needed if name not in self._sources]

    def subject(self, name: str, view: View) -> str:
        """The subject alone, in one line, the case's tag first: the links of `view.pilihan` are made with it.

        Raises jinja2.TemplateError where the template is faulty.
        """
        template = self._text.get_template(f"{name}.j2")
        context = template.new_context({**_values(view), "kerangka": TEXT_FRAME})
        if "subjek" not in template.blocks:
            raise TemplateRuntimeError(f"{name}.j2 has no block 'subjek'")
        words = "".join(template.blocks["subjek"](context))
        return header_text(f"{_tag(view.perkara)} {words}")

    def render(self, name: str, view: View) -> Wording:
        """The mail `name` (`minta_<ask>` or a notice) in words. Raises jinja2.TemplateError."""
        return Wording(
            subject=self.subject(name, view),
            text=_rendered(self._text.get_template(f"{name}.j2"), TEXT_FRAME, view),
            html=_rendered(self._html.get_template(f"{name}.j2"), HTML_FRAME, view),
        )


def _environment(sources: Mapping[str, str], *, html: bool) -> ImmutableSandboxedEnvironment:
    twin = html_twin if html else text_twin
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(sources),
        autoescape=html,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(twin.FILTERS)
    return environment


def _finalize(value: object) -> object:
    """Every value from outside stands in one line, unless a filter has laid it out; autoescape follows."""
    return value if isinstance(value, Markup) else one_line(str(value))


def _tag(perkara: Perkara | None) -> str:
    """What finds the case again in a reply; it never authorises (design 3b)."""
    return subject_tag(perkara.nomor, perkara.tag) if perkara and perkara.nomor and perkara.tag else ""


def _rendered(template: Template, frame: str, view: View) -> str:
    return template.render({**_values(view), "kerangka": frame})


def _values(view: View) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(view, field.name) for field in fields(view)}
    values["perkara"] = view.perkara or Perkara()
    return values
