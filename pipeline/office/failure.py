"""A service of systemd's that failed is told over the second channel: nobody reads its journal by himself.

Apart from the other alarms because the daemon gives those, and these units run beside it.
"""

from typing import Protocol

from pipeline.errors import SettingsError

#: what the failure of a unit means; of others it is enough that they failed
MEANINGS = {
    "tanggap-backup.service": "Cadangan register kali ini tidak jadi dibuat.",
    "tanggap-drill.service": "Belum terbukti bahwa register dapat dipulihkan dari cadangan terakhir.",
}


class Channel(Protocol):
    """The second channel (outside/alarm.py)."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody would be told."""

    def __call__(self, subject: str, words: str) -> None:
        """Give an alarm; raises OutsideError where nobody could be told."""


def sound_failure(alarm: Channel, unit: str, host: str) -> None:
    """Tell that `unit` failed on `host`, what that means, and where the cause stands.

    Raises SettingsError where there is nobody to tell, OutsideError where nobody could be told.
    """
    if alarm.is_empty:
        raise SettingsError(
            "pipeline.toml: [alarm] kosong, jadi tidak ada yang dapat diberi tahu; isilah command, atau "
            "host, sender, dan to"
        )
    told = [
        f"Layanan {unit} pada mesin {host} berhenti karena gagal.",
        *filter(None, [MEANINGS.get(unit)]),
        f"Sebabnya dapat dilihat dengan: journalctl -u {unit} -n 50",
    ]
    alarm(f"GAGAL: layanan {unit}", "\n".join(told))
