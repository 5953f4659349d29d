"""Replies under the profiles dkim and exo on their real way: through Dovecot, proven by the daemon's stages.

The matrix (tests/mail) tries every single factor; here each profile meets a genuine reply and a few forged
ones behind IMAP, cage, name server and register, so that what it rests on is really wired.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from email.policy import SMTP
from pathlib import Path

import pytest

from pipeline.demo.certificates import Identity
from pipeline.outside.dns import Names
from tests.mail.matrix import GOOD, SIGNED, dated, keys
from tests.mail.matrix_cases import EXO_BAD, EXO_GOOD
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.servers.name_server import NameServer, name_server
from tests.way.configuration import ADDRESS, Wiring
from tests.way.office import Matter, Office, running_office
from tests.way.paper import PlainPaper

COVERED = [name.encode() for name in (*SIGNED, "content-transfer-encoding")]
WORDS = "DISPOSISI: Pokja Pengujian"
INTERNAL = "X-MS-Exchange-Organization-AuthAs: Internal"


@contextmanager
def opened(
    folder: Path, dovecot: Dovecot, certificate: ServerCertificate, identity: Identity, origin: str
) -> Iterator[Office]:
    url = f"sqlite:///{folder}/register.sqlite3"
    wiring = Wiring(database_url=url, identity=identity, origin=origin)
    with running_office(folder, dovecot, certificate, wiring, PlainPaper()) as office:
        yield office
        office.check_register()


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    """The name server of the office's domain."""
    with name_server(keys()) as made:
        yield made


@pytest.fixture(scope="module")
def dkim_office(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    server: NameServer,
) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.wiring.Names", lambda: Names(server.resolver))
        folder = tmp_path_factory.mktemp("dkim")
        with opened(folder, dovecot, smtp_certificate, identity, 'profil = "dkim"') as office:
            yield office


@pytest.fixture(scope="module")
def exo_office(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("exo")
    origin = 'profil = "exo"\ninternal = true'
    with opened(folder, dovecot, smtp_certificate, identity, origin) as office:
        yield office


def reply(matter: Matter, words: str = WORDS) -> bytes:
    """What the Kepala's mail program hands to his server."""
    kepala = matter.office.kepala
    return kepala.answer(matter.mail(kepala, "Mohon disposisi"), words).as_bytes(policy=SMTP)


def signed(
    matter: Matter, raw: bytes, signer: str = "balai.example", *, age: int = 60, length: bool = False
) -> bytes:
    """What leaves the server of a domain: the same with its signature on top, some seconds old."""
    at = int(matter.office.clock().timestamp()) - age
    mail = replace(GOOD, signer=signer, signed_at=at, length=length)
    return dated(raw, mail, COVERED) + raw


def arrive(matter: Matter, raw: bytes) -> str:
    """The mail lies in the office's mailbox, and the office works; how the case stands."""
    matter.office.post.lay(ADDRESS, raw)
    matter.office.work()
    return matter.state


def changed(raw: bytes) -> bytes:
    """Its words changed by whoever passes it on."""
    assert WORDS.encode() in raw
    return raw.replace(WORDS.encode(), b"DISPOSISI: Pokja Kalibrasi")


def _other_code(matter: Matter, raw: bytes) -> bytes:
    """An old genuine reply with the thread of this request above it."""
    thread = matter.mail(matter.office.kepala, "Mohon disposisi").message["Message-ID"]
    return f"In-Reply-To: {thread}\r\nReferences: {thread}\r\n".encode() + raw


#: name → the mail that a stranger, or a colleague of another domain, makes of the Kepala's reply
FORGED: Mapping[str, Callable[[Matter], bytes]] = {
    "no signature": reply,
    "a stranger's signature": lambda matter: signed(matter, reply(matter), "x.test"),
    "words changed after signing": lambda matter: changed(signed(matter, reply(matter))),
    "words added where l= ends": lambda matter: signed(matter, reply(matter), length=True) + b"\r\nPARAF\r\n",
    "an old signature": lambda matter: signed(matter, reply(matter), age=20 * 86_400),
    "thread lines above a signed mail": lambda matter: _other_code(matter, signed(matter, reply(matter))),
    "a second From above a signed mail": lambda matter: (
        b"From: kepala@balai.example\r\n" + signed(matter, reply(matter))
    ),
}


@pytest.mark.parametrize("attempt", FORGED)
def test_under_dkim_a_reply_that_its_domain_did_not_sign_as_it_is_moves_nothing(
    dkim_office: Office, attempt: str
) -> None:
    matter = dkim_office.complain()

    assert arrive(matter, FORGED[attempt](matter)) == "disposisi"
    assert arrive(matter, signed(matter, reply(matter))) == "tindak_lanjut"


def test_under_dkim_a_copy_that_lost_its_signature_on_the_way_does_not_use_up_the_genuine_reply(
    dkim_office: Office,
) -> None:
    matter = dkim_office.complain()
    raw = reply(matter)

    assert arrive(matter, raw) == "disposisi"
    assert arrive(matter, signed(matter, raw)) == "tindak_lanjut"


def test_under_dkim_a_silent_name_server_moves_nothing_and_its_return_does(
    dkim_office: Office, server: NameServer
) -> None:
    matter = dkim_office.complain()
    server.records.clear()

    unproven = arrive(matter, signed(matter, reply(matter)).replace(b"s=s1;", b"s=s2;"))

    assert unproven == "disposisi"
    server.records.update(keys())
    assert arrive(matter, signed(matter, reply(matter))) == "tindak_lanjut"


@pytest.mark.parametrize(
    ("above", "state"),
    [
        (f"Authentication-Results: {EXO_GOOD}", "tindak_lanjut"),
        (INTERNAL, "tindak_lanjut"),
        (f"Authentication-Results: {EXO_BAD}", "disposisi"),
        (f"Authentication-Results: {EXO_BAD}\r\nAuthentication-Results: {EXO_GOOD}", "disposisi"),
        (f"Authentication-Results: mx.x.test; {EXO_GOOD}", "disposisi"),
        ("X-MS-Exchange-Organization-AuthAs: Anonymous", "disposisi"),
        (f"X-MS-Exchange-Organization-AuthAs: Anonymous\r\n{INTERNAL}", "disposisi"),
        (f"{INTERNAL}\r\nX-MS-Exchange-Organization-AuthAs: Anonymous", "disposisi"),
        (f"Authentication-Results: {EXO_BAD}\r\n{INTERNAL}", "disposisi"),
        ("X-Note: nothing that proves anything", "disposisi"),
    ],
)
def test_under_exo_a_reply_counts_by_what_exchange_wrote_on_top_of_it(
    exo_office: Office, above: str, state: str
) -> None:
    matter = exo_office.complain()

    assert arrive(matter, f"{above}\r\n".encode() + reply(matter)) == state
