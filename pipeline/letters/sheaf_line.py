"""The Lampiran line in the head of a returned draft: how many sheaves it says go with the letter.

Apart from the drafts because a draft is no text of ours to mend: where its head is wrong, it is asked back.
"""

import re

from pipeline.letters.wording import sheaves, spelled

#: sheaves that are told apart by their numeral
_MOST = 99
#: in the text of a draft a cell of the head is a line
_LINE = re.compile(
    r"^[ \t]*lamp(?:iran)?\.?[ \t]*\n?[ \t]*:[ \t]*\n?[ \t]*(?!hal\b)(.*)$", re.IGNORECASE | re.MULTILINE
)


def stated(text: str) -> str:
    """What stands behind Lampiran in the head of a letter, '' where there is no such line."""
    head = re.split(r"^\s*yth\b", text, maxsplit=1, flags=re.IGNORECASE | re.MULTILINE)[0]
    found = _LINE.search(head)
    return found[1].strip() if found else ""


def wrong_line(text: str, count: int) -> str:
    """Why a draft does not say that `count` PDFs go with it, in Indonesian; '' where it does."""
    said = stated(text)
    if _count(said) == count:
        return ""
    if not count:
        return (
            f"Baris Lampiran pada berkas .docx menyebut “{said}”, padahal tidak ada PDF yang menyertai surat "
            "ini. Mohon lampirkan PDF itu bersama berkas .docx, atau hapus baris Lampiran."
        )
    told = f"berbunyi “{said}”" if said else "tidak ada"
    return (
        f"Surat ini disertai {count} PDF, tetapi baris Lampiran pada berkas .docx {told}. Mohon tulis "
        f"“Lampiran : {sheaves(count)}” di antara baris Sifat dan Hal, lalu lampirkan kembali berkas .docx "
        "itu bersama PDF-nya."
    )


def _count(said: str) -> int | None:
    """The count that a line means: 0 for none, None where it tells none."""
    if not re.search(r"\w", said) or re.match(r"(?:tidak ada|tanpa|nihil)\b", said, re.IGNORECASE):
        return 0
    if numeral := re.search(r"\d+", said):
        return int(numeral[0])
    words = said.casefold()
    return next((each for each in range(_MOST, 0, -1) if re.search(rf"\b{spelled(each)}\b", words)), None)
