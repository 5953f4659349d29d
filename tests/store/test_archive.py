"""The archive: bytes are what their SHA-256 says, kept once, and damage is told."""

import hashlib

import pytest
from sqlalchemy import Connection, select

from pipeline.errors import TanggapError
from pipeline.store import archive
from pipeline.store.mail_tables import blobs
from tests.store.rows import NOW

#: neither text nor free of zeros
CONTENT = bytes(range(256)) * 3
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def test_bytes_come_back_exactly(connection: Connection) -> None:
    digest = archive.store(connection, CONTENT, NOW)

    assert archive.load(connection, digest) == CONTENT


def test_bytes_are_known_by_their_sha256(connection: Connection) -> None:
    assert archive.store(connection, CONTENT, NOW) == DIGEST


def test_the_same_bytes_are_kept_once(connection: Connection) -> None:
    archive.store(connection, CONTENT, NOW)
    archive.store(connection, CONTENT, NOW)

    assert len(connection.execute(select(blobs.c.sha256)).all()) == 1


def test_an_empty_file_is_kept_too(connection: Connection) -> None:
    assert archive.load(connection, archive.store(connection, b"", NOW)) == b""


def test_several_contents_are_kept_at_once(connection: Connection) -> None:
    archive.store_all(connection, [CONTENT, b"x"], NOW)

    assert archive.load(connection, DIGEST) == CONTENT


def test_damaged_bytes_are_refused_with_the_remedy(connection: Connection) -> None:
    archive.store(connection, CONTENT, NOW)
    connection.execute(blobs.update().values(content=CONTENT[:-1]))

    with pytest.raises(TanggapError, match="damaged; restore them from a backup"):
        archive.load(connection, DIGEST)


def test_bytes_that_were_dropped_are_told_so_and_keep_hash_and_size(connection: Connection) -> None:
    archive.store(connection, CONTENT, NOW)
    archive.drop(connection, DIGEST)

    with pytest.raises(TanggapError, match="dropped after their time"):
        archive.load(connection, DIGEST)
    assert connection.scalar(select(blobs.c.size)) == len(CONTENT)


def test_bytes_that_were_never_kept_are_told_so(connection: Connection) -> None:
    with pytest.raises(TanggapError, match="no bytes for"):
        archive.load(connection, DIGEST)


def test_bytes_that_were_dropped_and_come_again_are_kept_again(connection: Connection) -> None:
    """A logo of a newsletter may later stand in a complaint."""
    archive.store(connection, CONTENT, NOW)
    archive.drop(connection, DIGEST)

    archive.store(connection, CONTENT, NOW)

    assert archive.load(connection, DIGEST) == CONTENT
