"""Is this computer's clock to be believed? A number and a date on a letter cannot be taken back.

The mail server's clock is the witness: no mail is handled by a clock that stands more than a day ahead of
the newest mail it received. (That it stands behind the last number is checked where a number is drawn.)
"""

from datetime import timedelta

from sqlalchemy import Connection

from pipeline.errors import OutsideError
from pipeline.office.desk import Desk
from pipeline.store import inbox

#: a mail may have lain there for so long before it is handled
AHEAD = timedelta(days=1)


def check_clock(desk: Desk, connection: Connection) -> None:
    """Raise OutsideError where the clock stands more than a day ahead of the mail server's."""
    at, newest = desk.clock(), inbox.newest_receipt(connection)
    if newest is None or at <= newest + AHEAD:
        return
    raise OutsideError(
        f"jam komputer ini ({at:%Y-%m-%d %H:%M} UTC) lebih dari satu hari di depan surat terbaru di kotak "
        f"surat ({newest:%Y-%m-%d %H:%M} UTC); tidak ada surat yang diproses",
        permanent=False,
        remedy="periksa jam komputer (timedatectl status); bila sudah benar, kirim satu surel ke kotak surat "
        "ini: jam server surat lalu menjadi saksinya",
    )
