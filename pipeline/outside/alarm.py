"""The second channel: a command, a second SMTP server, or both, for when mail itself is what fails."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Envelope, Outcome, Told
from pipeline.outside.relay import Relay
from pipeline.outside.secrets import without_secrets
from pipeline.outside.smtp import deliver

#: seconds that the command may take
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Channel:
    """Gives an alarm; with nothing configured it says nothing, and the log has to do."""

    #: a program and its arguments; the subject is its last argument, the text its input
    command: tuple[str, ...] = ()
    relay: Relay | None = None
    sender: str = ""
    to: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody would be told."""
        return not self.command and self.relay is None

    def __call__(self, subject: str, words: str) -> None:
        """Give the alarm everywhere; raises OutsideError only where nobody could be told."""
        ways = [*([self._run] if self.command else []), *([self._mail] if self.relay else [])]
        faults = []
        for way in ways:
            try:
                way(subject, words)
            except OutsideError as error:
                faults.append(error)
        if faults and len(faults) == len(ways):
            raise faults[0]

    def _run(self, subject: str, words: str) -> None:
        try:
            subprocess.run(
                [*self.command, subject],
                input=f"{words}\n".encode(),
                env=without_secrets(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=_PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise OutsideError(
                f"perintah alarm {self.command[0]} gagal: {error}",
                permanent=False,
                remedy="jalankan perintah pada [alarm] command dengan tangan dan perbaiki",
            ) from error

    def _mail(self, subject: str, words: str) -> None:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.sender, self.to, subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain=self.sender.partition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(words, cte="quoted-printable")
        outcomes: list[Outcome] = []

        def note(told: Sequence[Told]) -> None:
            outcomes.extend(result.outcome for _, receipt in told for result in receipt.results)

        if self.relay is not None:
            deliver(self.relay, [Envelope(0, self.sender, (self.to,), mail.as_bytes())], lambda _: None, note)
        if outcomes != [Outcome.ACCEPTED]:
            raise OutsideError(
                f"server kedua tidak menerima alarm untuk {self.to}",
                permanent=False,
                remedy="periksa [alarm] host, sender, dan to",
            )
