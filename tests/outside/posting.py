"""What the tests of mail out share: a relay for the sink, envelopes, and what was told of a delivery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.mail.envelope import Envelope, Outcome, Receipt, Result, Told
from pipeline.outside.smtp import Relay, Security, deliver
from tests.servers.smtp_sink import SmtpSink

SENDER = "tu@balai.example"
CUSTOMER = "pelanggan@perusahaan.example"
HEAD = "kepala@balai.example"
MAIL = b"From: tu@balai.example\r\nSubject: Balasan\r\n\r\n.titik\r\n..dua titik\r\nIsi surat.\r\n"


def relay_of(sink: SmtpSink, *, timeout: float = 5, data_timeout: float = 5, connections: int = 4) -> Relay:
    """The sink as a relay without protection or login."""
    return Relay(
        sink.host,
        sink.port,
        Security.NONE,
        helo="balai.example",
        connections=connections,
        timeout=timeout,
        data_timeout=data_timeout,
    )


def envelope(number: int = 1, *recipients: str, sender: str = SENDER, raw: bytes = MAIL) -> Envelope:
    """A frozen mail; to the customer where nobody is named."""
    return Envelope(number, sender, recipients or (CUSTOMER,), raw)


@dataclass(slots=True)
class Posting:
    """One delivery, and everything that was told of it."""

    began: list[int] = field(default_factory=list)
    receipts: dict[int, Receipt] = field(default_factory=dict)
    #: both kinds of news in their order
    story: list[str] = field(default_factory=list)
    when_begun: Callable[[Envelope], None] = field(default=lambda _: None)

    def send(self, relay: Relay, envelopes: Sequence[Envelope]) -> "Posting":
        """Deliver, and be told."""
        deliver(relay, envelopes, self._begin, self._receive)
        return self

    def _begin(self, several: Sequence[Envelope]) -> None:
        for sent in several:
            self.began.append(sent.id)
            self.story.append(f"begin {sent.id}")
            self.when_begun(sent)

    def _receive(self, several: Sequence[Told]) -> None:
        for sent, receipt in several:
            assert sent.id == receipt.id
            assert sent.id not in self.receipts
            self.receipts[sent.id] = receipt
            self.story.append(f"receipt {sent.id}")

    def results(self, number: int = 1) -> tuple[Result, ...]:
        """What became of one envelope."""
        return self.receipts[number].results

    def outcomes(self) -> list[Outcome]:
        """The outcomes of all recipients of all envelopes, in the order of the envelopes."""
        return [result.outcome for number in sorted(self.receipts) for result in self.results(number)]


def posted(relay: Relay, *envelopes: Envelope) -> Posting:
    """Deliver the envelopes."""
    return Posting().send(relay, envelopes)
