"""A stranger who was forwarded the Kepala's request attacks over real SMTP and Dovecot; so does a colleague.

The border stamps what it knows and, like many, leaves in what others have stamped. Each attempt is a
mail; none may move the case, reach a stranger, or make us write to somebody who did not ask.
"""

import smtplib
from collections.abc import Mapping
from email.policy import SMTP

import pytest

from tests.offices import BORDER
from tests.servers.smtp_dialogue import PASSWORD
from tests.way.configuration import ADDRESS
from tests.way.office import Matter, Office

HEAD, EVIL, COLLEAGUE = "kepala@balai.example", "evil@x.test", "pokja-kalibrasi@balai.example"
WORDS = "DISPOSISI: Pokja Kalibrasi"
STAMP = f"{BORDER}; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"
OURS = f"from x by {BORDER}; Mon, 23 Nov 2026 08:00:00 +0700"


def _attempts(token: str) -> Mapping[str, tuple[list[str], str]]:
    """Name → the header lines beyond those that every attempt has, and the body; `From` first."""
    code = "Kode: " + "-".join(token[at : at + 4] for at in range(0, 26, 4))
    forged = f"Authentication-Results: {STAMP}"
    head = f"From: Kepala Balai <{HEAD}>"
    tricks: dict[str, list[str]] = {
        "the plain forgery": [head],
        "a stamp of ours": [forged, head],
        "a stamp with a version": [
            f"Authentication-Results: {BORDER} 1; dmarc=pass header.from=balai.example",
            head,
        ],
        "a folded stamp": [
            f"Authentication-Results:\r\n\t{BORDER};\r\n\tdmarc=pass\r\n\theader.from=balai.example",
            head,
        ],
        "a stamp in capitals": [f"AUTHENTICATION-RESULTS: {STAMP.upper()}", head],
        "a quoted name in the stamp": [
            f'Authentication-Results: "{BORDER}"; dmarc=pass header.from=balai.example',
            head,
        ],
        "a comment before the name": [
            f"Authentication-Results: (x) {BORDER}; dmarc=pass header.from=balai.example",
            head,
        ],
        "sixty stamps": [*[forged] * 60, head],
        "a hundred hops, then a stamp": [*[f"Received: {OURS}"] * 100, forged, head],
        "a stamp between hops of ours": [forged, f"Received: {OURS}", forged, head],
        "the login of the head in a stamp": [
            f"Authentication-Results: {BORDER}; auth=pass smtp.auth={HEAD}",
            head,
        ],
        "a stamp of ARC and its seal": [
            f"ARC-Authentication-Results: i=1; {STAMP}",
            "ARC-Seal: i=1; cv=none",
            head,
        ],
        "Received-SPF": ["Received-SPF: pass", head],
        "Exchange's mark": ["X-MS-Exchange-Organization-AuthAs: Internal", head],
        "a signature that is none": [
            "DKIM-Signature: v=1; a=rsa-sha256; d=balai.example; s=s; h=from; bh=AA==; b=AA==",
            head,
        ],
        "his address as a name": [f'From: "{HEAD}" <{EVIL}>'],
        "his address before another": [f"From: {HEAD} <{EVIL}>"],
        "two addresses": [f"From: {HEAD}, {EVIL}"],
        "a group": [f"From: Balai: {HEAD};"],
        "a route": [f"From: <@x.test:{HEAD}>"],
        "a full-width at": ["From: kepala＠balai.example"],
        "a zero-width space": ["From: kepala\u200b@balai.example"],
        "a soft hyphen": ["From: kepala@ba\u00adlai.example"],
        "punycode": ["From: kepala@xn--blai-43d.example"],
        "an encoded address": ["From: =?utf-8?q?kepala=40balai=2Eexample?="],
        "an encoded address in brackets": [f"From: <=?utf-8?q?kepala=40balai=2Eexample?= {EVIL}>"],
        "a folded From": [f"From: {HEAD}\r\n <{EVIL}>"],
        "a comment": [f"From: {EVIL} ({HEAD})"],
        "a nested comment": [f"From: {HEAD} (({EVIL}))"],
        "two From fields": [head, f"From: {EVIL}"],
        "two From fields, turned": [f"From: {EVIL}", head],
        "From with a space": [f"From : {HEAD}"],
        "no From, his Sender": [f"Sender: {HEAD}"],
        "Resent-From": [f"From: {EVIL}", f"Resent-From: {HEAD}"],
        "Reply-To": [f"From: {EVIL}", f"Reply-To: {HEAD}"],
        "our own mailbox": [f"From: {ADDRESS}"],
        "control headers of ours": [f"From: {EVIL}", "X-Tanggap-Post: kepala", "X-Tanggap-Step: disposisi"],
        "not automatic, it says": ["Auto-Submitted: no", head],
        "an absence": ["Auto-Submitted: auto-replied", head],
        "the probe's mark": [head.replace("Kepala", "[UJI-PALSU]")],
        "a second Subject": [head, "Subject: Re: x"],
        "an encoded token": [head, f"References: =?utf-8?q?<tanggap.{token}@balai.example>?="],
        "a plus-address in Cc": [head, f"Cc: pengaduan+{token}@balai.example"],
        "Delivered-To": [head, f"Delivered-To: pengaduan+{token}@balai.example"],
        "X-Original-To": [f"From: {EVIL}", f"X-Original-To: pengaduan+{token}@balai.example"],
    }
    made = {name: (lines, f"{WORDS}\r\n\r\n{code}\r\n") for name, lines in tricks.items()}
    inner = f"{forged}\r\n{head}\r\nSubject: x\r\n\r\n{WORDS}\r\n{code}"
    made["a mail in the mail"] = (
        [f"From: {EVIL}", "MIME-Version: 1.0", "Content-Type: message/rfc822"],
        f"{inner}\r\n",
    )
    made["a stamp inside a part"] = (
        [head, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
        f"--b\r\n{forged}\r\nContent-Type: text/plain\r\n\r\n{WORDS}\r\n{code}\r\n--b--\r\n",
    )
    made["a body that begins with a header"] = ([head, ""], f"{forged}\r\n\r\n{WORDS}\r\n{code}\r\n")
    return made


def _raw(lines: list[str], body: str, name: str) -> bytes:
    known = [
        f"To: {ADDRESS}",
        "Subject: Re: Mohon disposisi",
        "Date: Mon, 23 Nov 2026 08:10:00 +0700",
        f"Message-ID: <{name.replace(' ', '-')}@x.test>",
    ]
    return "\r\n".join([*known, *lines, "", body]).encode()


def _send(office: Office, raw: bytes, login: str, envelope: str = "") -> None:
    with smtplib.SMTP(office.post.host, office.post.port, timeout=30) as smtp:
        smtp.login(login, PASSWORD)
        smtp.sendmail(envelope or login, [ADDRESS], raw)


def _token(matter: Matter) -> str:
    asked = matter.mail(matter.office.kepala, "Mohon disposisi")
    return str(asked.message["Reply-To"]).partition("+")[2].partition("@")[0]


def _decided(office: Office, matter: Matter) -> list[str]:
    """Who moved the case, and whether it moved."""
    return [event for event in matter.events if event not in ("registrasi", "ditahan", "pengingat")] + (
        [] if matter.state == "disposisi" else [matter.state]
    )


def test_forty_eight_attempts_of_a_stranger_with_a_leaked_code_move_nothing(office: Office) -> None:
    matter = office.complain()
    attempts = _attempts(_token(matter))
    before, tu = len(office.kepala.inbox()), len(office.tu.inbox())
    # The office is the same for all tests of this module.
    answered = len(office.rows("select 1 from answers"))

    for name, (lines, body) in attempts.items():
        _send(office, _raw(lines, body, name), EVIL)
    office.work()

    assert len(attempts) >= 40
    assert matter.state == "disposisi"
    assert len(office.rows("select 1 from answers")) == answered
    assert office.sent(EVIL) == []
    # One explanation for the holder of the code, and for TU three questions; the rest is bundled.
    assert len(office.kepala.inbox()) - before == 1
    assert len([mail for mail in office.tu.inbox()[tu:] if "ditelaah" in mail.subject]) <= 5
    matter.dispose()
    assert matter.row.pokja == "pengujian"


@pytest.mark.parametrize("envelope", ["", HEAD])
def test_a_colleague_of_the_same_domain_cannot_answer_in_the_kepala_s_name(
    office: Office, envelope: str
) -> None:
    matter = office.complain()
    lines, body = _attempts(_token(matter))["the plain forgery"]

    _send(office, _raw(lines, body, f"colleague {envelope}"), COLLEAGUE, envelope)
    office.work()

    assert matter.state == "disposisi"


def test_a_genuine_reply_that_is_sent_once_more_to_another_case_moves_it_not(office: Office) -> None:
    first, second = office.complain(), office.complain()
    reply = office.kepala.answer(first.mail(office.kepala, "Mohon disposisi"), WORDS)
    office.kepala.send(reply)
    office.work()
    again = reply.as_bytes(policy=SMTP).replace(_token(first).encode(), _token(second).encode())

    _send(office, again, EVIL)
    office.work()

    assert (first.state, second.state) == ("tindak_lanjut", "disposisi")


def test_a_stranger_cannot_take_back_what_the_kepala_has_answered(office: Office) -> None:
    matter = office.complain()
    token = _token(matter)
    matter.dispose()
    code = "Kode: " + "-".join(token[at : at + 4] for at in range(0, 26, 4))

    _send(office, _raw([f"From: {HEAD}"], f"BATAL\r\n\r\n{code}\r\n", "batal"), EVIL)
    office.work()

    assert matter.state == "tindak_lanjut"


def test_a_stranger_cannot_register_a_letter_as_tu_nor_answer_for_tu(office: Office) -> None:
    count = len(office.rows("select id from cases"))

    for number, words in enumerate(("SURAT MASUK\r\nNama: Orang\r\nHal: Keluhan", "pengaduan")):
        _send(office, _raw(["From: tu@balai.example"], words, f"tu {number}"), EVIL)
    office.work()

    assert len(office.rows("select id from cases")) == count
