"""Jobs that misbehave, for the cage's tests: they stand in for the honest ones where a mail asks for it."""

import json
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.outside.cage_documents import edit_docx, read_pages, read_pdf
from pipeline.outside.cage_mail import read_mail
from pipeline.outside.cage_words import read_and_weigh, weigh_mail
from pipeline.outside.cage_work import Done


def burn() -> None:
    """Use the processor without end."""
    while True:
        pass


def swell() -> None:
    """Take more memory than there may be."""
    held = []
    while True:
        held.append(bytearray(1 << 24))


def crash() -> None:
    """Die as C code dies."""
    os.kill(os.getpid(), signal.SIGSEGV)


def linger() -> None:
    """Leave a child behind that keeps everything open, and die."""
    if os.fork() == 0:
        time.sleep(60)
    os.kill(os.getpid(), signal.SIGKILL)


def write() -> None:
    """Write a file."""
    Path(f"/tmp/tanggap-cage-{os.getpid()}").write_bytes(b"x" * 100)


def fail() -> None:
    """Raise."""
    raise RuntimeError


PLAGUES: dict[bytes, Callable[[], None]] = {
    b"burn": burn,
    b"sleep": lambda: time.sleep(60),
    b"swell": swell,
    b"crash": crash,
    b"linger": linger,
    b"write": write,
    b"fail": fail,
}


def suffer(raw: bytes) -> None:
    """Do what the bytes ask for."""
    asked = re.search(rb"X-Plague: (\w+)", raw)
    if asked:
        PLAGUES[asked[1]]()


def plagued_mail(raw: bytes) -> Done:
    """Read a mail, or do what it asks for."""
    if b"X-Plague: lie" in raw:
        done = read_mail(raw.replace(b"lie", b"lies"))
        return Done([done.frames[0], *[b"other" for _ in done.frames[1:]]])
    if b"X-Plague: garbage" in raw:
        return Done([b"[" * 100_000])
    if b"X-Plague: flood" in raw:
        return Done([bytes(64 * 1024 * 1024)])
    suffer(raw)
    return read_mail(raw)


def plagued_pdf(pdf: bytes, at: bytes, drawn: bytes, *roots: bytes) -> Done:
    """Read a PDF, or do what it asks for."""
    suffer(pdf)
    return read_pdf(pdf, at, drawn, *roots)


def plagued_pages(*pdfs: bytes) -> Done:
    """Read the pages of PDFs, or do what one of them asks for."""
    for pdf in pdfs:
        suffer(pdf)
    return read_pages(*pdfs)


def plagued_words(facts: bytes, own: bytes) -> Done:
    """Weigh a mail, or do what its words ask for."""
    if asked := re.search(rb"plague of words: (\w+)", facts):
        PLAGUES[asked[1]]()
    return weigh_mail(facts, own)


def plagued_mail_words(raw: bytes, own: bytes) -> Done:
    """Read and weigh a mail, or do what it or its words ask for."""
    done = plagued_mail(raw)
    facts, *contents = done.frames
    if b"plague of words" in facts:
        plagued_words(facts, own)
    return Done([facts, b"", *contents]) if b"X-Plague" in raw else read_and_weigh(raw, own)


def walls(_: bytes) -> Done:
    """What a worker has: its environment, its standard files, its folder, its process."""
    files = [str(Path(f"/proc/self/fd/{file}").readlink()) for file in range(3)]
    told = [json.dumps(dict(os.environ)), json.dumps(files), str(Path.cwd()), str(os.getpid())]
    return Done([each.encode() for each in told])


def plagued_edit(docx: bytes, wanted: bytes) -> Done:
    """Write into a draft, or do what one of its fields asks for."""
    if b"X-Plague: lie" in wanted:
        return Done([b'{"fault": "", "lines": [], "flat_lines": []}', b"%PDF", b"%PDF"])
    if b"X-Plague: garbage" in wanted:
        return Done([b"[]", b"", b""])
    suffer(wanted)
    return edit_docx(docx, wanted)


JOBS = {
    "edit": plagued_edit,
    "mail": plagued_mail,
    "mail_words": plagued_mail_words,
    "pages": plagued_pages,
    "pdf": plagued_pdf,
    "words": plagued_words,
    "walls": walls,
}
