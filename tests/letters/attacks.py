"""Signed letters, good and forged, each built from the letter that the office sent out to be signed.

`python -m tests.letters.attacks` prints what becomes of each, by how much the office has enrolled.
"""

import logging
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial

from pyhanko.pdf_utils import generic

from pipeline.demo.certificates import Identity, trial_identity
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.same_letter import Approved, unfaithful
from pipeline.letters.signed import Trust, Verdict, Window, judge
from pipeline.letters.validation import validate
from tests.certificates import NOW, identity, signed
from tests.letters.forging import (
    Update,
    acts,
    also_signed,
    archived,
    covered,
    lengthened,
    link,
    overlaid,
    pictured,
    prepared,
    redrawn,
    refonted,
    timestamped,
    uncovered,
    updated,
    whitened,
    without_its_end,
)
from tests.pdfs import pdf_of

NUMBER, CASE, DATED = "B/17/BSKJI/BSPJI-KOTA/HM/XI/2026", "PGD-2026-0007", "23 November 2026"
HEAD = f"Nomor {NUMBER} Kota Contoh, {DATED}"
WORDS = "LHU kami terbitkan dalam 14 hari. Ganti rugi tidak dibayarkan."
FOOT = "Demikian kami sampaikan. Kepala Balai"
OURS = pdf_of(HEAD, WORDS, FOOT)
MARK = "Ditandatangani secara elektronik dengan sertifikat BSrE pada 24 November 2026 08:00"
STRANGER = identity("Pihak lain")


_text = generic.TextStringObject
SCRIPT = {"/S": "/JavaScript", "/JS": _text("app.alert(1)")}
LAUNCH = {"/S": "/Launch", "/F": _text("calc.exe")}
_FILE = {"/Type": "/Filespec", "/F": _text("a.exe"), "/EF": {}}
ACTIVE: dict[str, Update] = {
    "JavaScript when opened": acts("/OpenAction", SCRIPT),
    "JavaScript by name": acts("/Names", {"/JavaScript": {"/Names": [_text("a"), SCRIPT]}}),
    "a program is launched": acts("/OpenAction", LAUNCH),
    "a link launches a program": link(LAUNCH),
    "an embedded file": acts("/Names", {"/EmbeddedFiles": {"/Names": [_text("a"), _FILE]}}),
    "an action when closed": acts("/AA", {"/WC": SCRIPT}),
    "data sent when opened": acts("/OpenAction", {"/S": "/SubmitForm", "/F": _text("http://a")}),
    "a hidden layer": acts("/OCProperties", {"/OCGs": [], "/D": {"/OFF": [{"/Type": "/OCG"}]}}),
    "an XFA form": acts("/AcroForm", {"/Fields": [], "/XFA": _text("<x/>")}),
}


def forged_name() -> Identity:
    """A certificate of the same name under a root of the forger's own."""
    return trial_identity("Kepala Balai", at=NOW)


def anew(head: str = HEAD, words: str = WORDS, mark: str = MARK, *more: str) -> bytes:
    """The letter as another program lays it out."""
    return pdf_of(head, words, FOOT, mark, *more)


def _acting(pdf: bytes, change: Update) -> bytes:
    return also_signed(updated(pdf, change))


def _zeros(found: re.Match[bytes]) -> bytes:
    return b"0" * len(found[0])


GOOD: dict[str, Callable[[], bytes]] = {
    "our own seal's program, PAdES B-B, visible": lambda: signed(OURS),
    "another program, invisible": lambda: also_signed(OURS),
    "another program, with its own box": lambda: also_signed(OURS, box=True),
    "a place prepared first, then signed": lambda: also_signed(prepared(OURS)),
    "with archive data (DSS)": lambda: archived(signed(OURS)),
    "with a document timestamp": lambda: timestamped(signed(OURS)),
    "with archive data and a timestamp": lambda: timestamped(archived(signed(OURS))),
    "a paraf before the signature": lambda: also_signed(signed(OURS, identity("Ketua Pokja"))),
    "laid out anew, with a mark and a date": lambda: also_signed(
        anew(head=HEAD.replace(DATED, "24 November 2026"))
    ),
    "laid out anew, its box beside the words": lambda: also_signed(anew(), box=True),
    "laid out anew, a picture beside the words": lambda: also_signed(
        updated(anew(), pictured(b"\x81", field=(300, 300, 80, 80)))
    ),
    "laid out anew, a pale ground under the words": lambda: also_signed(
        updated(anew(), pictured(b"\xff", before=True))
    ),
    "laid out anew by Word": lambda: also_signed(pdf_of(HEAD, WORDS, FOOT, hybrid=True)),
}

ATTACKS: dict[str, Callable[[], bytes]] = {
    "a digit changed after signing": lambda: signed(OURS).replace(b"dalam 14", b"dalam 41"),
    "a page redrawn after signing": lambda: updated(signed(OURS), redrawn),
    "a page redrawn before signing": lambda: also_signed(updated(OURS, redrawn)),
    "a page redrawn between two signatures": lambda: also_signed(updated(signed(OURS), redrawn)),
    "a page added after signing": lambda: updated(signed(OURS), lengthened),
    "a page added before signing": lambda: also_signed(updated(OURS, lengthened)),
    "a note on the number after signing": lambda: updated(signed(OURS), covered),
    "a note on the number before signing": lambda: also_signed(updated(OURS, covered)),
    "a note on the number, laid out anew": lambda: also_signed(updated(anew(), covered)),
    "shadow: cover before signing": lambda: also_signed(updated(OURS, overlaid)),
    "shadow: hide": lambda: updated(also_signed(updated(OURS, overlaid)), uncovered),
    "shadow: replace the font": lambda: updated(signed(OURS), refonted),
    "shadow: replace the font before signing": lambda: also_signed(updated(OURS, refonted)),
    "bytes appended": lambda: signed(OURS) + b"\n% lampiran\n",
    "an update appended without a table": lambda: signed(OURS) + b"\n5 0 obj\n<<>>\nendobj\n%%EOF\n",
    "bytes prepended": lambda: b"% awal\n" + signed(OURS),
    "ranges that leave out the end": lambda: without_its_end(signed(OURS), b"\n% " + b"x" * 37),
    "ranges that begin later": lambda: re.sub(rb"/ByteRange \[0 ", b"/ByteRange [9 ", signed(OURS)),
    "no signature in its place": lambda: re.sub(rb"(?<=/Contents <)[0-9a-fA-F]+", _zeros, signed(OURS)),
    "no ranges": lambda: signed(OURS).replace(b"/ByteRange [", b"/ByteRonge ["),
    "an unknown kind of signature": lambda: signed(OURS).replace(
        b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached"
    ),
    "another signer of the same authority": lambda: also_signed(OURS, identity("Ketua Pokja")),
    "another signer": lambda: also_signed(OURS, STRANGER),
    "self-made certificate of the same name": lambda: also_signed(OURS, forged_name()),
    "two signatures, the last foreign": lambda: also_signed(signed(OURS), STRANGER),
    "two signatures, the first foreign": lambda: also_signed(signed(OURS, STRANGER)),
    "two signatures, the last not enrolled": lambda: also_signed(signed(OURS), identity("Ketua Pokja")),
    "another letter": lambda: signed(pdf_of(HEAD.replace("/17/", "/18/"), WORDS, FOOT)),
    "a version before the last": lambda: signed(pdf_of(HEAD, WORDS.replace("14", "21"), FOOT)),
    "the draft without its number": lambda: signed(
        pdf_of(f"Nomor [nomor surat] perkara {CASE}", WORDS, FOOT)
    ),
    "laid out anew, a word changed": lambda: also_signed(anew(words=WORDS.replace("14", "41"))),
    "laid out anew, a word gone": lambda: also_signed(anew(words=WORDS.replace("tidak ", ""))),
    "laid out anew, a sentence more": lambda: also_signed(anew(words=f"{WORDS} Biaya ditanggung.")),
    "laid out anew, a page more": lambda: also_signed(anew(HEAD, WORDS, MARK, "Ganti rugi Rp1 miliar")),
    "laid out anew, other words as a mark": lambda: also_signed(
        anew(mark="Ditandatangani secara elektronik, ganti rugi dibayar")
    ),
    "laid out anew, a page gone": lambda: also_signed(pdf_of(HEAD, WORDS)),
    "laid out anew, a picture upon the number": lambda: also_signed(updated(anew(), pictured(b"\x81"))),
    "laid out anew, a white field upon the number": lambda: also_signed(updated(anew(), overlaid)),
    "laid out anew, a picture upon one digit": lambda: also_signed(
        updated(anew(), pictured(b"\xbd", field=(121, 758, 7, 12)))
    ),
    "laid out anew, a dark picture under the words": lambda: also_signed(
        updated(anew(), pictured(b"\x00", before=True))
    ),
    "laid out anew, words in white": lambda: also_signed(updated(anew(), whitened)),
    "signed before the letter was made": lambda: signed(OURS, at=NOW - timedelta(hours=3)),
    "signed in the future": lambda: signed(OURS, at=NOW + timedelta(days=2)),
    **{f"{what}, before signing": partial(_acting, OURS, do) for what, do in ACTIVE.items()},
    **{f"{what}, laid out anew": partial(_acting, anew(), do) for what, do in ACTIVE.items()},
    **{f"{what}, after signing": partial(updated, signed(OURS), do) for what, do in ACTIVE.items()},
    "JavaScript in another spelling": lambda: also_signed(
        pdf_of(HEAD, WORDS, FOOT, extra="/OpenAction<</S/J#61v#61Script/J#53(app.alert)>>")
    ),
}


@dataclass(frozen=True, slots=True)
class Mode:
    """What an office has enrolled."""

    roots: tuple[bytes, ...]
    trust: Trust


_ROOTS = (identity().root, identity("Ketua Pokja").root)
MODES = {
    "root and certificate": Mode(
        _ROOTS, Trust(roots_configured=True, serials=frozenset({identity().serial}))
    ),
    "root alone": Mode(_ROOTS, Trust(roots_configured=True)),
    "nothing": Mode((), Trust()),
}
WINDOW = Window(NOW - timedelta(minutes=30), NOW + timedelta(minutes=30))


def outcome(pdf: bytes, mode: Mode, window: Window = WINDOW) -> Verdict:
    """What the office decides on a signed PDF."""
    facts = validate(pdf, mode.roots, window.returned_at)
    verdict = judge(facts, mode.trust, window)
    if not verdict.accepted or not facts.present:
        return verdict
    approved = Approved(OURS, "\n".join(page_texts(OURS)), NUMBER, DATED, CASE)
    wrong = unfaithful(approved, pdf, "\n".join(page_texts(pdf)), facts)
    return Verdict(None, refusal=wrong) if wrong else verdict


@cache
def made(name: str) -> bytes:
    """A letter of the tables by its name."""
    return {**GOOD, **ATTACKS}[name]()


def told(verdict: Verdict) -> str:
    """The outcome in a few words."""
    if not verdict.accepted:
        return f"refused: {verdict.refusal.splitlines()[0][:90]}"
    return "accepted" if verdict.proves else "asked once more"


if __name__ == "__main__":
    # pyHanko writes a stack for each signature that it does not believe.
    logging.disable()
    for kind, cases in (("good", GOOD), ("attack", ATTACKS)):
        for what in cases:
            for name, mode in MODES.items():
                sys.stdout.write(f"| {kind} | {what} | {name} | {told(outcome(made(what), mode))} |\n")
