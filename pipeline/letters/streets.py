"""The address that a line of a kop or a signature holds.

Apart from the writer of a letter because here only the words of an address count.
"""

import re

_STREET = re.compile(
    r"\b(?:jl|jln|jalan|kawasan|komplek|kompleks|gedung|menara|wisma|graha|ruko|desa|dusun|kampung|kav|perum"
    r"|perumahan|komp|gang|gg)\b\.? ?(?=[A-Z0-9])",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b\d{1,4} [A-Z][\w ]{2,40}\b(?:Road|Street|Avenue|Lane|Boulevard|Drive|St\.|Ave\.)")
#: where in a line of the kop the address ends
_END = re.compile(
    r"\b(?:telp|telepon|telpon|tlp|tel|phone|ph|fax|faks|hp|wa|email|e-mail|surel|website|web|www)\b|[☎✉]"
    r"|\b[TPFM]\. ?[(+0]",
    re.IGNORECASE,
)
_LONGEST = 160


def street_in(line: str) -> str:
    """The address in a line, up to its telephone; '' if there is none, or if the line is a sentence."""
    if len(line) > _LONGEST or line.endswith(("?", "!")):
        return ""
    hit = _STREET.search(line) or _ENGLISH.search(line)
    if hit is None:
        return ""
    rest = line[hit.start() :]
    end = _END.search(rest)
    return (rest[: end.start()] if end else rest).strip(" ,;.|–—-(")
