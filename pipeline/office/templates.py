"""Check and preview the office's templates: what whoever edits them wants to know before a case does.

Apart from `check`, which asks whether the office can work and stops at a template's first fault.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from jinja2 import TemplateError

from pipeline.errors import OutsideError, SetAside
from pipeline.letters import sample
from pipeline.letters.letter_case import LetterCase
from pipeline.letters.render import render
from pipeline.letters.shared_values import Values
from pipeline.letters.template_faults import Fault, jinja_faults
from pipeline.letters.template_fonts import replaced_fonts
from pipeline.letters.template_late import late_faults
from pipeline.mail.options import options
from pipeline.mail.wording import NAMES, Pelanggan, Penerima, Perkara, View
from pipeline.office.desk import Desk
from pipeline.office.gather import kantor
from pipeline.sop.asks import Ask
from pipeline.sop.steps import KEPALA

#: the letters that are numbered and signed, so that they have late fields
LATE = frozenset({"surat_balasan", "surat_penerusan"})
_COPY = "salin kembali dari letter_templates/ yang disertakan ke templates_dir"
_CODE = "K7QM-2XRD"


#: each page of a PDF as PNG
Draw = Callable[[bytes], Sequence[bytes]]


class Printer(Protocol):
    """What a preview needs of outside/libreoffice.py."""

    def convert(self, documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        """The PDF of each docx, or why there is none."""


def letter_values(desk: Desk, name: str, case: LetterCase = sample.FULL) -> Values:
    """The values of a letter about an invented case of this office. Raises KeyError for no letter's name."""
    signer = desk.posts[KEPALA].signer
    pokja = tuple(desk.name(key) for key in desk.rules.pokja)
    known = replace(case, pokja=pokja, diteruskan=pokja[:1] if case.diteruskan else (), signer=signer)
    return sample.VALUES[name](desk.letterhead, known, sample.MEETING)


def mail_view(desk: Desk, name: str) -> View:
    """What the mail `name` says about an invented case of this office."""
    case = sample.FULL
    about = Perkara(
        nomor=case.number,
        tag=_CODE,
        pelanggan=Pelanggan(nama=case.complaint.nama, perusahaan=case.complaint.perusahaan),
        hal=case.complaint.hal,
        layanan=case.complaint.layanan,
        ringkas=case.complaint.uraian,
        penyebab=case.penyebab,
    )
    asked = [ask for ask in Ask if name == f"minta_{ask}"]
    units = [(key, desk.name(key)) for key in desk.rules.pokja]
    return View(
        kantor=kantor(desk),
        penerima=Penerima(sapaan="Yth. Penerima"),
        perkara=about,
        pilihan=options(asked[0], reply_to=desk.address, subject=name, code=_CODE, units=units)
        if asked
        else (),
        kode=_CODE if asked else "",
        kata="Contoh isi surel.",
    )


def check_templates(desk: Desk, installed: Collection[str]) -> list[Fault]:
    """Every fault of every template; `installed` are the families of fonts, none where they are not known."""
    letters = [fault for name in sample.VALUES for fault in _letter_faults(desk, name, installed)]
    return [*letters, *_mail_faults(desk)]


def _letter_faults(desk: Desk, name: str, installed: Collection[str]) -> Iterator[Fault]:
    file = f"{name}.docx"
    if name not in desk.templates:
        yield Fault(file, "", "templat tidak ada", _COPY)
        return
    template = desk.templates[name]
    try:
        found = list(_found(desk, name, file, template, installed))
    except SetAside as broken:
        found = [Fault(file, "", str(broken), _COPY)]
    yield from found


def _found(desk: Desk, name: str, file: str, template: bytes, installed: Collection[str]) -> Iterator[Fault]:
    faults = list(jinja_faults(file, template, letter_values(desk, name)))
    yield from faults
    if name in LATE:
        yield from late_faults(file, template)
    for font in replaced_fonts(template, installed) if installed else ():
        remedy = "pasang huruf itu pada server, atau pakai Arial"
        yield Fault(file, "", f"huruf “{font}” tidak terpasang; PDF memakai huruf lain", remedy)
    if not faults:
        # What no rule above knows still shows when the letter is made.
        for case in (sample.PLAIN, sample.FULL):
            render(template, letter_values(desk, name, case))


def _mail_faults(desk: Desk) -> Iterator[Fault]:
    missing = desk.wordings.missing()
    yield from (Fault(f"mail/{file}", "", "templat surel tidak ada", _COPY) for file in missing)
    for name in NAMES if not missing else ():
        try:
            desk.wordings.render(name, mail_view(desk, name))
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            place = f"baris {line}" if line else ""
            yield Fault(f"mail/{name}.j2", place, str(error), f"perbaiki, atau {_COPY}")


def preview(desk: Desk, name: str, printer: Printer, draw: Draw) -> Mapping[str, bytes]:
    """The files that show a letter or mail filled in: name → bytes.

    `draw` shows each page. Raises SetAside where the template is broken, OutsideError where LibreOffice
    fails, and TemplateError for a mail. `name` is one of `previewed()`.
    """
    if name in NAMES:
        words = desk.wordings.render(name, mail_view(desk, name))
        text = f"{words.subject}\n\n{words.text}"
        return {f"{name}.txt": text.encode(), f"{name}.html": words.html.encode()}
    if name not in desk.templates:
        raise SetAside(f"templat {name}.docx tidak ada; {_COPY}")
    docx = render(desk.templates[name], letter_values(desk, name))
    [pdf] = printer.convert([docx])
    if isinstance(pdf, OutsideError):
        raise pdf
    pages = {f"{name}-{page}.png": picture for page, picture in enumerate(draw(pdf), 1)}
    return {f"{name}.docx": docx, f"{name}.pdf": pdf, **pages}


def previewed() -> tuple[str, ...]:
    """Every name that can be previewed: the letters, then the mails."""
    return (*sample.VALUES, *NAMES)
