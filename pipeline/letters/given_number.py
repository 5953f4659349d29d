"""A number that another application (SRIKANDI, the office's own) has put on the signed letter.

Apart from how our numbers are written because theirs follow no format of ours: what stands
behind the word Nomor is taken as it is, and the rest of the letter must be the approved one.
"""

import re
from collections.abc import Sequence

from pipeline.letters.numbers import LONGEST
from pipeline.letters.printed_words import instead

#: a number has parts; one that a line's end broke goes on behind its stroke
_NUMBER = re.compile(r"\bNomor(?: surat)?\s*:\s*([^\s/]\S*?/(?:\S+[/-]\s*\n\s*)?\S*[\w)])", re.IGNORECASE)


#: a number names its year (domain.md B.4); one without it was cut off, or is something else
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def given_number(said: str, printed: str, ours: str) -> str:
    """The number that the signer's reply names (`Nomor: …`), else the one printed on the letter.

    '' where there is none but ours.
    """
    for text in (said, printed):
        for found in _NUMBER.finditer(text):
            number = "".join(found[1].split())
            if number != ours and len(number) <= LONGEST and number.isprintable() and _YEAR.search(number):
                return number
    return ""


def renumbered(pages: Sequence[str], ours: str, given: str) -> list[str]:
    """The pages of our letter as they read under the number that another application gave it."""
    return [instead(page, ours, given) for page in pages]
