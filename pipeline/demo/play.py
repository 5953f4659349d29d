"""The demo: the whole SOP on an embedded mail server, its people played over real IMAP and SMTP.

It stands apart from the command line because it answers only one question: was
everything that it claims verified.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from pipeline.demo.evidence import gather, unfinished
from pipeline.demo.office_folder import REGISTER
from pipeline.demo.people import NoSuchMailError
from pipeline.demo.place import fresh_folder
from pipeline.demo.replies import WIB
from pipeline.demo.scenes import perform
from pipeline.demo.shelf import lay_out
from pipeline.demo.stage import Stage, staged
from pipeline.demo.table import near, show_claims, show_doors, show_places
from pipeline.demo.telling import WIDEST, Teller
from pipeline.demo.verify import verify
from pipeline.errors import OutsideError
from pipeline.store.database import reading

#: where letters and mails are left, seen from where the demo is started
FOLDER = Path("demo")
#: seconds between two looks at the mailbox while the servers stay up
_PAUSE = 1.0


def play(keep: bool, segel: bool, console: Console) -> bool:
    """Play the SOP through and tell of it on `console`; True only if every claim was verified.

    `segel` plays the mode in which the office's seal signs. `keep` leaves servers, daemon and
    files up until Ctrl-C; without it only letters and mails stay, in ./demo or a temporary
    folder that is told.
    """
    started = time.monotonic()
    teller = Teller(console, WIB)
    with (
        fresh_folder(FOLDER) as folder,
        _office_in(folder, keep) as office,
        staged(office, teller, segel=segel) as stage,
    ):
        proved = _performed(stage) and conclude(stage, folder, started)
        if keep:
            linger(stage)
    return proved


def conclude(stage: Stage, folder: Path, started: float) -> bool:
    """Check every claim against mailboxes and register, leave the files in `folder`, and say all of it."""
    evidence = gather(stage)
    claims = verify(evidence)
    lay_out(evidence, folder)
    show_places(stage.teller, evidence, folder, _register(stage, folder))
    show_claims(stage.teller, claims, time.monotonic() - started)
    return all(claim.holds for claim in claims)


def linger(stage: Stage) -> None:
    """Leave servers and daemon up, telling of every mail, until Ctrl-C."""
    show_doors(stage.teller, stage)
    try:
        while True:
            stage.daemon.once()
            stage.tell(strangers=True)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        stage.teller.remark("Selesai.")


def _performed(stage: Stage) -> bool:
    """Whether the play came to its end; where a mail is missing, what the office could not do is told."""
    try:
        perform(stage)
    except (NoSuchMailError, LookupError) as missing:
        stage.teller.scene("Permainan berhenti")
        with reading(stage.works.desk.engine) as connection:
            for line in (str(missing), *unfinished(connection), *_without_converter(stage)):
                stage.teller.remark(line)
        return False
    return True


def _without_converter(stage: Stage) -> Iterator[str]:
    """What to install where LibreOffice does not run: the likeliest cause."""
    try:
        stage.works.converter.version()
    except OutsideError as error:
        yield f"Perbaikan: {error.remedy}"


def _register(stage: Stage, folder: Path) -> str:
    """Where the register lies, in words."""
    kept = stage.config.is_relative_to(folder)
    return str(near(stage.config.parent / REGISTER)) if kept else "dihapus; --keep menyimpannya"


@contextmanager
def _office_in(folder: Path, keep: bool) -> Iterator[Path]:
    """Where configuration, mailboxes and register lie: beside the letters if they are kept."""
    if keep:
        yield folder
        return
    with TemporaryDirectory(prefix="tanggap-demo-") as office:
        yield Path(office)


if __name__ == "__main__":
    on = Console() if sys.stdout.isatty() else Console(width=WIDEST)
    sys.exit(0 if play("--keep" in sys.argv, "--segel" in sys.argv, on) else 1)
