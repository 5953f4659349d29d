"""A service of systemd's that failed is told over the second channel: nobody reads its journal by himself.

Apart from the other alarms because the daemon gives those, and these units run beside it.
"""

from pipeline.office.canary import Alarm

#: what the failure of a unit means; of others it is enough that they failed
MEANINGS = {
    "tanggap-backup.service": "Cadangan register kali ini tidak jadi dibuat.",
    "tanggap-drill.service": "Belum terbukti bahwa register dapat dipulihkan dari cadangan terakhir.",
}


def sound_failure(alarm: Alarm, unit: str, host: str) -> None:
    """Tell that `unit` failed on `host`, what that means, and where the cause stands. Raises OutsideError."""
    told = [
        f"Layanan {unit} pada mesin {host} berhenti karena gagal.",
        *filter(None, [MEANINGS.get(unit)]),
        f"Sebabnya dapat dilihat dengan: journalctl -u {unit} -n 50",
    ]
    alarm(f"GAGAL: layanan {unit}", "\n".join(told))
