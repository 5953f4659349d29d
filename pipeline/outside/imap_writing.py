"""What Tanggap writes in IMAP's grammar itself: sets of UIDs, quoted strings (RFC 3501, 9).

Apart from the reading because here we are strict, and there whatever a server sends is taken.
"""

from collections.abc import Iterable, Iterator, Sequence

#: RFC 7162, 4 asks servers to take lines of 8,192 bytes; what stands before the set needs little
LONGEST_SET = 7_000


def uid_sets(uids: Iterable[int]) -> Iterator[str]:
    """Write `uids` as sequence sets that hold these and no other, each short enough for one command."""
    line = ""
    for first, last in _runs(sorted(set(uids))):
        piece = str(first) if first == last else f"{first}:{last}"
        if line and len(line) + 1 + len(piece) > LONGEST_SET:
            yield line
            line = ""
        line = f"{line},{piece}" if line else piece
    if line:
        yield line


def _runs(uids: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for i in range(1, len(uids) + 1):
        if i == len(uids) or uids[i] != uids[i - 1] + 1:
            yield uids[start], uids[i - 1]
            start = i


def quoted(text: str) -> str:
    """`text` as an IMAP quoted string. Raises ValueError for what no quoted string can hold."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"no IMAP quoted string can hold {text!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
