"""A name server on the loopback that knows some TXT records, answers nothing, or fails, as a test wants."""

import socketserver
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


class NameServer(socketserver.UDPServer):
    """Answers TXT questions; `fails` makes it say SERVFAIL, `asked` has every name it was asked for."""

    def __init__(self, records: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Question)
        self.records = dict(records)
        self.fails = False
        self.asked: list[str] = []

    @property
    def resolver(self) -> dns.resolver.Resolver:
        """A resolver that asks only here."""
        found = dns.resolver.Resolver(configure=False)
        found.nameservers, found.port = ["127.0.0.1"], self.server_address[1]
        return found


class _Question(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        packet, socket = self.request
        query = dns.message.from_wire(packet)
        name = query.question[0].name.to_text().rstrip(".").lower()
        self.server.asked.append(name)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.AA
        if self.server.fails:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name in self.server.records:
            pieces = _pieces(self.server.records[name])
            answer.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", "TXT", pieces))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        socket.sendto(answer.to_wire(), self.client_address)


def _pieces(text: str) -> str:
    """A record longer than 255 bytes stands in several strings."""
    return " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))


@contextmanager
def name_server(records: Mapping[str, str]) -> Iterator[NameServer]:
    """A name server for as long as the block runs."""
    with NameServer(records) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
