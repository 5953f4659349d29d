"""A folder in which one call of LibreOffice works: it vanishes with the call, or is swept away later.

Apart because both ends have to do with it: the caged call makes one, the office sweeps away what is left.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import md5
from pathlib import Path
from urllib.parse import quote

from pipeline.outside.cage_filter import SOCKET_PLACE
from pipeline.outside.clock import Clock
from pipeline.outside.soffice_profile import PROFILE

#: where LibreOffice finds the name of its user
_NAMES = "/etc/passwd"
#: what the folders are called, and how many seconds old one must be to be swept away
_PREFIX, _YOUNG = "tanggap-pdf-", 60


@contextmanager
def workplace(place: str) -> Iterator[Path]:
    """A folder in `place` that vanishes; as long as we live it is locked, and nobody sweeps it away."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place, ignore_cleanup_errors=True) as name:
        folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(folder)


def link_socket(folder: Path) -> None:
    """Let this folder's LibreOffice be found also where it finds no name of its user.

    It hears under a name without the user's number then; whoever hands documents over looks for one with it.
    """
    named, nameless = _sockets(folder)
    with suppress(OSError):
        named.symlink_to(nameless)


def unlink_socket(folder: Path) -> None:
    """Undo that where names of users are to be had: LibreOffice then makes the socket of that name itself."""
    # Not by asking for the name: who was enclosed later than he asked first is told it all the same.
    with suppress(OSError), Path(_NAMES).open("rb"):
        _sockets(folder)[0].unlink()


def take_away_socket(folder: Path) -> None:
    """Remove the socket on which this folder's LibreOffice hears; it does so itself unless it is killed."""
    for path in _sockets(folder):
        # It is gone as a rule, and a file of that name may be somebody else's.
        with suppress(OSError):
            path.unlink()


def _sockets(folder: Path) -> tuple[Path, Path]:
    """What its socket is called, with the number of its user, and without where no name is found to it."""
    # As LibreOffice writes the address of its profile: links followed, and these signs as they are.
    url = "file://" + quote(os.path.realpath(folder / PROFILE), safe="/!$&'()*+,:=@~")
    digest = md5(url.encode("utf-16-le"), usedforsecurity=False).digest()
    ident = "".join(f"{byte:x}" for byte in digest)
    named, nameless = (f"OSL_PIPE_{user}SingleOfficeIPC_{ident}" for user in (f"{os.getuid()}_", ""))
    return Path(SOCKET_PLACE, named), Path(SOCKET_PLACE, nameless)


def sweep() -> None:
    """Remove the folders of calls whose process was killed, for letters lie in them, and their sockets."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            found = os.fstat(folder)
            # One that was made this moment may not be locked yet.
            if found.st_uid == os.geteuid() and found.st_mtime + _YOUNG < Clock()().timestamp():
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                take_away_socket(path)
                shutil.rmtree(path, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(folder)
