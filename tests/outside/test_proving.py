"""DKIM signatures verified in the cage, with keys of a real name server on the loopback."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.authentic import Policy, Profile, judge_domain
from pipeline.outside.cage import Cage
from pipeline.outside.dns import Names
from pipeline.outside.proving import ProvingReader
from tests.mail.matrix import AT, GOOD, keys, swapped
from tests.servers.name_server import NameServer, name_server

DKIM = Policy(profile=Profile.DKIM)


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    """The cage, with its walls."""
    with Cage() as made:
        yield made


@pytest.fixture
def server() -> Iterator[NameServer]:
    """A name server that knows the keys of two domains."""
    with name_server(keys()) as made:
        yield made


@pytest.fixture
def reader(cage: Cage, server: NameServer) -> ProvingReader:
    """Reads with proof."""
    return ProvingReader(cage, Names(server.resolver), {"balai.example"})


def _fault(reader: ProvingReader, raw: bytes) -> str:
    return judge_domain(reader.read(raw).facts, DKIM, AT).fault


def test_a_genuine_signature_is_proven(reader: ProvingReader) -> None:
    assert _fault(reader, GOOD.raw()) == ""


def test_a_body_that_was_changed_is_not(reader: ProvingReader) -> None:
    assert "tidak sah" in _fault(reader, replace(GOOD, tampered=swapped("Pengujian", "Kalibrasi")).raw())


def test_no_stranger_makes_us_ask_his_name_server(reader: ProvingReader, server: NameServer) -> None:
    reader.read(replace(GOOD, sender="a@x.test", signer="x.test").raw())
    reader.read(replace(GOOD, signer="x.test").raw())

    assert server.asked == []


def test_a_selector_that_no_name_can_have_is_no_signature(reader: ProvingReader) -> None:
    raw = replace(GOOD, tampered=swapped("s=s1;", f"s={'a' * 80};")).raw()

    assert "tidak sah" in _fault(reader, raw)


def test_a_silent_name_server_is_told_and_nothing_is_believed(
    reader: ProvingReader, server: NameServer
) -> None:
    server.fails = True

    assert "server nama (DNS) tidak menjawab" in _fault(reader, GOOD.raw())


def test_a_known_key_stands_in_while_the_name_server_is_silent(server: NameServer) -> None:
    names, now = Names(server.resolver), [0.0]
    first = names.text("s1._domainkey.balai.example", lambda: now[0])
    server.fails, now[0] = True, 10_000.0

    assert names.text("s1._domainkey.balai.example", lambda: now[0]) == first
    with pytest.raises(OutsideError):
        names.text("s2._domainkey.balai.example", lambda: now[0])


def test_a_key_that_was_withdrawn_proves_nothing(reader: ProvingReader, server: NameServer) -> None:
    server.records.clear()

    assert "tidak sah" in _fault(reader, GOOD.raw())


def test_a_domain_that_only_tests_proves_nothing(reader: ProvingReader, server: NameServer) -> None:
    server.records = {name: f"{record}; t=y" for name, record in server.records.items()}

    assert "tidak sah" in _fault(reader, GOOD.raw())
