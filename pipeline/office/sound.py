"""Sound the alarm where a mail server turns us away and only a person can mend it.

Apart from the canary, which proves that mail goes round and knows no reason: a login that is refused and a
right that was withdrawn say at once what has to be done, and cannot say it by mail.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping

from pipeline.errors import OutsideError

log = logging.getLogger(__name__)

#: stage → the server that it needs, as the alarm calls it
_SERVERS: Mapping[str, str] = {"collect": "kotak surat masuk (IMAP)", "send": "server pengirim (SMTP)"}
_MEANWHILE = "Selama gangguan ini surat pengaduan tidak diterima atau surat jawaban tidak terkirim."
#: refusals in a row after which it is sounded; a server that is being restarted may refuse once
_PATIENCE = 2


class Siren:
    """Tells once of an outage and once of its end, over the second channel."""

    def __init__(self, alarm: Callable[[str, str], None]) -> None:
        self._alarm = alarm
        self._refusals: Counter[str] = Counter()
        #: stages of whose outage somebody was told
        self._told: set[str] = set()

    def turned_away(self, stage: str, trouble: OutsideError) -> None:
        """A stage failed; what passes by itself, and what is no mail server's doing, is nobody's alarm."""
        if stage not in _SERVERS or not trouble.permanent:
            return
        self._refusals[stage] += 1
        if self._refusals[stage] < _PATIENCE or stage in self._told:
            return
        remedy = f" Yang perlu dilakukan: {trouble.remedy}." if trouble.remedy else ""
        words = f"{trouble}. {_MEANWHILE}{remedy}"
        if self._sounded(f"GANGGUAN: {_SERVERS[stage]} menolak sistem", words):
            self._told.add(stage)

    def let_in(self, stage: str) -> None:
        """A stage did its work at the server."""
        del self._refusals[stage]
        if stage in self._told and self._sounded(
            f"PULIH: {_SERVERS[stage]} menerima sistem kembali",
            "Gangguan berakhir. Surat yang tertahan diproses dengan sendirinya.",
        ):
            self._told.remove(stage)

    def _sounded(self, subject: str, words: str) -> bool:
        try:
            self._alarm(subject, words)
        except OutsideError as error:
            # Tried again at the next refusal; the log is all that is left to say it.
            log.error("the alarm could not be given", extra={"reason": str(error), "remedy": error.remedy})
            return False
        return True
