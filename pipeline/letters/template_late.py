"""The late fields of a template: each there once, with its placeholder, and the place for the signature.

Apart from `late.py`, which writes into a draft, because here an editor is told what he deleted or doubled.
"""

from collections.abc import Iterator

from pipeline.letters.late import PLACEHOLDERS, Draft, Place
from pipeline.letters.parts import xpath
from pipeline.letters.template_faults import Fault
from pipeline.letters.template_tags import spots

#: the bookmark at which a signature becomes visible
BOX = "tg_tte"
_COPY = "salin kembali kontrol isinya dari templat yang disertakan"


def late_faults(file: str, template: bytes) -> Iterator[Fault]:
    """Every late field that is missing, doubled or spoilt. Raises BadDocument."""
    draft = Draft(template)
    for name, placeholder in PLACEHOLDERS.items():
        places = draft.places(name)
        if not places:
            yield Fault(file, "", f"isian akhir “{name}” ({placeholder}) tidak ada", _COPY)
        elif len(places) > 1:
            remedy = "hapus yang berlebih, sisakan satu"
            what = f"isian akhir “{name}” ({placeholder}) ada {len(places)} kali"
            yield Fault(file, _where(template, placeholder), what, remedy)
        elif (written := _written(places[0])) != placeholder:
            what = f"isian akhir “{name}” berisi “{written}”, seharusnya “{placeholder}”"
            yield Fault(file, _where(template, written), what, _COPY)
    boxes = sum(len(xpath(tree, f"//w:bookmarkStart[@w:name='{BOX}']")) for tree in draft.trees.values())
    if boxes != 1:
        what = f"penanda buku “{BOX}” untuk tanda tangan elektronik {'tidak ada' if not boxes else 'ganda'}"
        yield Fault(file, "", what, "salin kembali paragraf kosong di atas nama penanda tangan")


def _written(place: Place) -> str:
    """What stands in the field now."""
    return place.words or "".join(text.text or "" for text in place.texts)


def _where(template: bytes, words: str) -> str:
    return "; ".join(spot.told() for spot in spots(template) if words and words in spot.words)
