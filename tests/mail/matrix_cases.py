"""The cases of the sender matrix: what is changed on a good mail, and whether it may count then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pipeline.mail.authentic import Profile
from tests.mail.matrix import BORDER, EVIL, HEAD, RECEIVED, WEEKS, Mail, prepend, swapped

A, X, D, N = Profile.AUTHRES, Profile.EXO, Profile.DKIM, Profile.NONE
PROVING = (A, X, D)
ALL = (A, X, D, N)
EXO_GOOD = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=balai.example; dkim=pass (signature was verified) header.d=balai.example;dmarc=pass action=none header.from=balai.example;compauth=pass reason=100"
EXO_BAD = "spf=fail (sender IP is 192.0.2.9) smtp.mailfrom=x.test; dkim=none (message not signed) header.d=none;dmarc=fail action=none header.from=balai.example;compauth=fail reason=001"
STAMP_BAD = f"{BORDER}; dmarc=fail header.from=balai.example; spf=pass smtp.mailfrom={EVIL}"
GOOD_STAMP = f"{BORDER}; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"
BY_DKIM = f"{BORDER}; dmarc=pass header.from=balai.example; dkim=pass header.d=balai.example; spf=fail smtp.mailfrom={EVIL}"

Change = Callable[[Mail, Mapping[str, str]], Mail]


@dataclass(frozen=True)
class Case:
    """One mail of the matrix."""

    name: str
    genuine: bool
    profiles: tuple[Profile, ...]
    change: Change
    expired: bool = False

    def made(self, profile: Profile, tokens: Mapping[str, str]) -> Mail:
        """The mail, as the office's border of this profile would deliver it."""
        own = tokens["own"]
        mail = Mail(to=f"pengaduan+{own}@balai.example", thread=f"<tanggap.{own}@balai.example>")
        if profile is X:
            mail = replace(mail, stamp=EXO_GOOD)
        return self.change(mail, tokens)


def _sets(**values: object) -> Change:
    return lambda mail, _: replace(mail, **values)  # type: ignore[arg-type]


def _forged(mail: Mail) -> Mail:
    """The same from a stranger's server: the border says so, and nobody of the office has signed it."""
    stamp = EXO_BAD if mail.stamp == EXO_GOOD else STAMP_BAD
    return replace(mail, signer="x.test", stamp=stamp)


def _outside(change: Change) -> Change:
    return lambda mail, tokens: change(_forged(mail), tokens)


def _code(token: str) -> str:
    return "Kode: " + "-".join(token[at : at + 4] for at in range(0, 26, 4))


def _bare(mail: Mail) -> Mail:
    return replace(mail, to="pengaduan@balai.example", thread="")


def _replayed(**values: object) -> Change:
    """An old genuine mail of the head to the office, sent once more by somebody who holds a token."""

    def change(mail: Mail, tokens: Mapping[str, str]) -> Mail:
        added = [f"In-Reply-To: <tanggap.{tokens['own']}@balai.example>"]
        old = replace(
            _bare(mail), tampered=prepend(*added), stamp=BY_DKIM if mail.stamp == GOOD_STAMP else mail.stamp
        )
        return replace(old, **values)  # type: ignore[arg-type]

    return change


def _replayed_under(name: str) -> Change:
    """The same with the token in a field of this name."""
    return lambda mail, tokens: replace(
        _replayed()(mail, tokens), tampered=prepend(f"{name}: pengaduan+{tokens['own']}@balai.example")
    )


def _case(name: str, change: Change, profiles: tuple[Profile, ...] = ALL, *, genuine: bool = False) -> Case:
    return Case(name, genuine, profiles, change)


GENUINE = [
    _case("right in everything", _sets(), genuine=True),
    _case("bare address", _sets(sender=HEAD), genuine=True),
    _case("capitals in the address", _sets(sender="Kepala <KEPALA@Balai.Example>"), genuine=True),
    _case("quoted name with a comma", _sets(sender=f'"Balai, Kepala" <{HEAD}>'), genuine=True),
    _case("encoded name", _sets(sender=f"=?utf-8?q?Kepala_Balai?= <{HEAD}>"), genuine=True),
    _case("token in the thread alone", _sets(to="pengaduan@balai.example"), genuine=True),
    _case("token in the plus-address alone", _sets(thread=""), genuine=True),
    _case(
        "token in the body alone",
        lambda mail, tokens: replace(_bare(mail), body=f"{mail.body}\r\n{_code(tokens['own'])}\r\n"),
        genuine=True,
    ),
    _case(
        "a reply to all",
        lambda mail, _: replace(mail, more=("Cc: tu@balai.example, pelanggan@perusahaan.example",)),
        genuine=True,
    ),
    _case("Auto-Submitted: no", _sets(more=("Auto-Submitted: no",)), genuine=True),
    _case("stamped by DKIM alone", _sets(stamp=BY_DKIM), (A,), genuine=True),
    _case(
        "handed in with his own login",
        _sets(stamp=f"{BORDER}; auth=pass smtp.auth={HEAD}", signer=""),
        (A,),
        genuine=True,
    ),
    _case(
        "a stamp with comments and case",
        _sets(
            stamp="MX.Balai.Example 1; DMARC=pass (p=reject (x)) header.from=balai.example; spf=pass smtp.mailfrom=balai.example"
        ),
        (A,),
        genuine=True,
    ),
    _case(
        "stamps of other servers below",
        _sets(tampered=prepend("Authentication-Results: mx.lain.example; dmarc=fail header.from=x.test")),
        (A, D),
        genuine=True,
    ),
    _case(
        "internal mail of Exchange",
        _sets(stamp="", border=("X-MS-Exchange-Organization-AuthAs: Internal",), signer=""),
        (X,),
        genuine=True,
    ),
    _case("signed a day ago", _sets(signed_at=WEEKS + 19 * 86400), (D,), genuine=True),
    _case(
        "oversigned",
        _sets(covers=(*Mail().covers, "from", "to", "subject", "date", "in-reply-to", "references")),
        (D, A),
        genuine=True,
    ),
    _case(
        "a second signature of another domain",
        _sets(
            tampered=lambda raw: (
                b"DKIM-Signature: v=1; a=rsa-sha256; d=lain.example; s=x; h=from; bh=AA==; b=AA==\r\n" + raw
            )
        ),
        (D, A),
        genuine=True,
    ),
]

#: with the sender's domain proven or not: these never count
TOKENS = [
    _case("no token", lambda mail, _: _bare(mail)),
    _case(
        "a guessed token",
        _sets(to=f"pengaduan+{'q' * 26}@balai.example", thread=f"<tanggap.{'q' * 26}@balai.example>"),
    ),
    _case(
        "a token cut short",
        lambda mail, t: replace(mail, to=f"pengaduan+{t['own'][:25]}@balai.example", thread=""),
    ),
    _case(
        "a used token", lambda mail, t: replace(mail, to=f"pengaduan+{t['used']}@balai.example", thread="")
    ),
    _case(
        "another person's token",
        lambda mail, t: replace(
            mail,
            to=f"pengaduan+{t['ketua']}@balai.example",
            thread="",
            body="KOORDINASI: Pokja Kalibrasi: apa?\r\n",
        ),
    ),
    Case("an expired token", False, ALL, _sets(), expired=True),
    _case(
        "the token behind another mailbox",
        lambda mail, t: replace(mail, to=f"lain+{t['own']}@balai.example", thread=""),
    ),
    _case("the token in the subject alone", lambda mail, t: replace(_bare(mail), subject=f"Re: {t['own']}")),
    _case(
        "the token in a control header of ours",
        lambda mail, t: replace(_bare(mail), more=(f"X-Tanggap-Token: {t['own']}", "X-Tanggap-Step: setuju")),
    ),
    _case(
        "the token in the Message-ID of its own",
        lambda mail, t: replace(_bare(mail), more=(f"X-Message-ID: <tanggap.{t['own']}@balai.example>",)),
    ),
]
#: the token is known, the sender is not the person
PERSONS = [
    _case("a stranger", _sets(sender=EVIL)),
    _case("a colleague who was forwarded it", _sets(sender="pokja-kalibrasi@balai.example")),
    _case("the customer", _sets(sender="pelanggan0@perusahaan.example")),
    _case("his private address", _sets(sender="kepala.balai@gmail.example")),
    _case("his name, another address", _sets(sender=f'"{HEAD}" <{EVIL}>')),
    _case("Reply-To is his", _sets(sender=EVIL, more=(f"Reply-To: {HEAD}",))),
    _case("Sender is his", _sets(sender=EVIL, more=(f"Sender: {HEAD}",))),
    _case("Resent-From is his", _sets(sender=EVIL, more=(f"Resent-From: {HEAD}",))),
    _case("a domain that looks alike", _sets(sender="kepala@baIai.example")),
    _case("a domain with a Cyrillic a", _sets(sender="kepala@bаlai.example")),
    _case("a domain under another", _sets(sender="kepala@balai.example.x.test")),
    _case("a domain below his", _sets(sender="kepala@x.balai.example")),
    _case("a plus-address of his", _sets(sender="kepala+x@balai.example")),
    _case("a dot at the end", _sets(sender="kepala@balai.example.")),
]
TRAPS = [
    _case(f"trap From: {value[:44]!r}", _sets(sender=value))
    for value in (
        f"{HEAD} <{EVIL}>",
        f"<{HEAD}> <{EVIL}>",
        f"<{EVIL}> <{HEAD}>",
        f"{HEAD}, {EVIL}",
        f"{EVIL}, {HEAD}",
        f"Kepala: {HEAD};",
        f"<@x.test:{HEAD}>",
        f"<@x.test,@y.test:{HEAD}>",
        '"kepala"@balai.example',
        f"{HEAD} ({EVIL})(<x>)",
        f"{HEAD}\\ <{EVIL}>",
        "<=?utf-8?q?kepala=40balai.example?=@x.test>",
        f"=?utf-8?b?a2VwYWxhQGJhbGFpLmV4YW1wbGU=?= <{EVIL}>",
        f"{HEAD}\x00@x.test",
        f"kepala@balai.example(\r\n <{EVIL}>)",
        f"\r\n {EVIL}\r\n {HEAD}",
        "kepala@[192.0.2.1]",
        f"{HEAD}@x.test",
    )
]
SHAPES = [
    _case(f"shape: {name}", _sets(more=lines))
    for name, lines in {
        "a second From above": (f"From: {EVIL}",),
        "a second From, the same": (f"From: {HEAD}",),
        "a From with a space": (f"From : {EVIL}",),
        "a From in capitals": (f"FROM: {EVIL}",),
        "a second To": ("To: x@x.test",),
        "a second Subject": ("Subject: x",),
        "a second Date": ("Date: Mon, 23 Nov 2026 08:00:00 +0700",),
        "a second Message-ID": ("Message-ID: <2@x.test>",),
        "a second In-Reply-To": ("In-Reply-To: <x@x.test>",),
        "a second References": ("References: <x@x.test>",),
        "an automatic answer": ("Auto-Submitted: auto-replied",),
        "generated": ("Auto-Submitted: auto-generated",),
        "an autoreply": ("X-Autoreply: yes",),
        "bulk": ("Precedence: bulk",),
        "a list": ("List-Id: <milis.balai.example>",),
        "a null path": ("Return-Path: <>",),
        "a bare CR": ("X-A: a\rFrom: x@x.test",),
        "a NUL": ("X-A: a\x00",),
    }.items()
]
#: everything is right but the domain: whoever proves nothing cannot tell
UNPROVEN = [
    _case("from a stranger's server", _outside(_sets()), PROVING),
    _case("not signed and not stamped", _sets(stamp="", signer=""), PROVING),
    _case(
        "a forged stamp below the real one",
        _outside(lambda mail, _: replace(mail, more=(f"Authentication-Results: {GOOD_STAMP}",))),
        PROVING,
    ),
    _case(
        "a forged stamp alone",
        lambda mail, _: replace(mail, stamp="", signer="", more=(f"Authentication-Results: {GOOD_STAMP}",)),
        (A, D),
    ),
    _case(
        "a forged stamp with a Received of ours below",
        lambda mail, _: replace(
            mail, stamp="", signer="", more=(f"Authentication-Results: {GOOD_STAMP}", f"Received: {RECEIVED}")
        ),
        (A, D),
    ),
    _case(
        "a forged stamp beside a real one that passes",
        _sets(more=(f"Authentication-Results: {GOOD_STAMP}",)),
        (A,),
    ),
    _case(
        "a stamp that cannot be read", _sets(stamp=f"{BORDER}; dmarc=pass header.from=<balai.example"), (A, X)
    ),
    _case(
        "a stamp of another server", _sets(stamp="mx.x.test; dmarc=pass header.from=balai.example"), (A, X)
    ),
    _case(
        "a stamp of a server named like ours",
        _sets(stamp=f"{BORDER}.x.test; dmarc=pass header.from=balai.example"),
        (A, X),
    ),
    _case(
        "a stamp in an encoded word",
        _sets(
            stamp=f"=?utf-8?q?{BORDER}?=; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"
        ),
        (A, X),
    ),
    _case("SPF of another domain", _sets(stamp=f"{BORDER}; spf=pass smtp.mailfrom={EVIL}", signer=""), (A,)),
    _case(
        "SPF alone, without DMARC", _sets(stamp=f"{BORDER}; spf=pass smtp.mailfrom={HEAD}", signer=""), (A,)
    ),
    _case(
        "DMARC of another domain",
        _sets(stamp=f"{BORDER}; dmarc=pass header.from=x.test; spf=pass smtp.mailfrom={HEAD}"),
        (A,),
    ),
    _case(
        "DMARC without a domain", _sets(stamp=f"{BORDER}; dmarc=pass; spf=pass smtp.mailfrom={HEAD}"), (A,)
    ),
    _case(
        "two DMARC results",
        _sets(
            stamp=f"{BORDER}; dmarc=pass header.from=balai.example; dmarc=fail header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"
        ),
        (A,),
    ),
    _case(
        "dmarc=pass inside a quoted property",
        _sets(stamp=f'{BORDER}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=balai.example"', signer=""),
        (A,),
    ),
    _case(
        "dmarc=pass inside a comment",
        _sets(
            stamp=f"{BORDER}; spf=fail (x; dmarc=pass header.from=balai.example) smtp.mailfrom={EVIL}",
            signer="",
        ),
        (A,),
    ),
    _case(
        "the login of a colleague",
        _sets(
            stamp=f"{BORDER}; auth=pass smtp.auth=pokja-kalibrasi@balai.example; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={HEAD}"
        ),
        (A,),
    ),
    _case("a login without a name", _sets(stamp=f"{BORDER}; auth=pass", signer=""), (A,)),
    _case(
        "dmarc=none alone", _sets(stamp=f"{BORDER}; dmarc=none header.from=balai.example", signer=""), (A,)
    ),
    _case("our server says none", _sets(stamp=f"{BORDER}; none", signer=""), (A,)),
    _case(
        "a stamp of ARC",
        lambda mail, _: replace(
            mail, stamp="", signer="", more=(f"ARC-Authentication-Results: i=1; {GOOD_STAMP}",)
        ),
        PROVING,
    ),
    _case(
        "DKIM of another domain in the stamp",
        _sets(stamp=f"{BORDER}; dkim=pass header.d=x.test", signer="x.test"),
        (A,),
    ),
    _case(
        "DKIM of a domain below his",
        _sets(stamp=f"{BORDER}; dkim=pass header.d=x.balai.example", signer=""),
        (A,),
    ),
    _case(
        "DKIM of a whole top domain", _sets(stamp=f"{BORDER}; dkim=pass header.d=example", signer=""), (A,)
    ),
    _case("Exchange says fail", _sets(stamp=EXO_BAD), (X,)),
    _case("Exchange's compauth fails", _sets(stamp=EXO_GOOD.replace("compauth=pass", "compauth=fail")), (X,)),
    _case(
        "Exchange saw another domain",
        _sets(stamp=EXO_GOOD.replace("header.from=balai.example", "header.from=x.test")),
        (X,),
    ),
    _case(
        "a stranger's AuthAs beside Exchange's",
        _sets(
            stamp=EXO_BAD,
            border=("X-MS-Exchange-Organization-AuthAs: Anonymous",),
            more=("X-MS-Exchange-Organization-AuthAs: Internal",),
        ),
        (X,),
    ),
    _case(
        "Exchange says fail beside its mark of internal mail",
        _sets(stamp=EXO_BAD, border=("X-MS-Exchange-Organization-AuthAs: Internal",)),
        (X,),
    ),
    _case(
        "a stamp of Exchange's form below",
        _sets(stamp="", signer="", more=(f"Authentication-Results: {EXO_GOOD}",)),
        (X,),
    ),
    _case("an own name where Exchange writes none", _sets(stamp=GOOD_STAMP), (X,)),
    _case("a signature of another domain", _sets(signer="x.test"), (D,)),
    _case("a body changed after signing", _sets(tampered=swapped("Pengujian", "Kalibrasi")), (D,)),
    _case("a subject changed after signing", _sets(tampered=swapped("Mohon", "mohon.")), (D,)),
    _case(
        "l= and text appended", _sets(length=True, tampered=lambda raw: raw + b"Pokja Kalibrasi\r\n"), (D,)
    ),
    _case("l= and nothing appended", _sets(length=True), (D,)),
    _case("To not covered", _sets(covers=tuple(n for n in Mail().covers if n != "to")), (D,)),
    _case("Subject not covered", _sets(covers=tuple(n for n in Mail().covers if n != "subject")), (D,)),
    _case("Date not covered", _sets(covers=tuple(n for n in Mail().covers if n != "date")), (D,)),
    _case(
        "Content-Type not covered", _sets(covers=tuple(n for n in Mail().covers if n != "content-type")), (D,)
    ),
    _case("signed twenty days ago", _sets(signed_at=WEEKS), (D,)),
    _case("signed in the days to come", _sets(signed_at=WEEKS + 40 * 86400), (D,)),
    _case("the signature's key is gone", _sets(tampered=swapped("s=s1;", "s=s2;")), (D,)),
    _case("two tags d=", _sets(tampered=swapped("d=balai.example;", "d=balai.example; d=x.test;")), (D,)),
    _case("the weak algorithm", _sets(tampered=swapped("a=rsa-sha256", "a=rsa-sha1")), (D,)),
    _case(
        "replayed: In-Reply-To prepended",
        _replayed(covers=tuple(n for n in Mail().covers if n not in ("in-reply-to", "references"))),
        (D, A),
    ),
    _case(
        "replayed: Delivered-To with the token",
        lambda mail, t: replace(
            _replayed()(mail, t), tampered=prepend(f"Delivered-To: pengaduan+{t['own']}@balai.example")
        ),
        (D, A),
    ),
    _case(
        "replayed: Cc with the token",
        lambda mail, t: replace(
            _replayed()(mail, t), tampered=prepend(f"Cc: pengaduan+{t['own']}@balai.example")
        ),
        (D, A),
    ),
    _case(
        "replayed after weeks, everything signed",
        lambda mail, _: replace(mail, signed_at=WEEKS, stamp=BY_DKIM),
        (D, A),
    ),
    _case("stamped DKIM, l= in the signature", _sets(stamp=BY_DKIM, length=True), (A,)),
    _case(
        "stamped DKIM, Content-Type open",
        _sets(stamp=BY_DKIM, covers=tuple(n for n in Mail().covers if n != "content-type")),
        (A,),
    ),
]
UNPROVEN += [
    _case(
        "a colleague's envelope in the same domain",
        _sets(
            stamp=f"{BORDER}; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom=pokja-kalibrasi@balai.example"
        ),
        (A,),
    ),
    _case("a secretary who sends for him", _sets(more=("Sender: sekretaris@balai.example",)), PROVING),
]
COMBINED = [
    _case("a stranger's server, a trap From", _outside(_sets(sender=f"{HEAD} <{EVIL}>")), PROVING),
    _case(
        "a stranger's server, his name, a forged stamp",
        _outside(_sets(sender=f'"{HEAD}" <{EVIL}>', more=(f"Authentication-Results: {GOOD_STAMP}",))),
        ALL,
    ),
    _case(
        "a used token, a second From",
        lambda mail, t: replace(
            mail, thread="", to=f"pengaduan+{t['used']}@balai.example", more=(f"From: {EVIL}",)
        ),
    ),
    _case(
        "another person's token, an automatic answer",
        lambda mail, t: replace(
            mail,
            thread="",
            to=f"pengaduan+{t['ketua']}@balai.example",
            more=("Auto-Submitted: auto-replied",),
        ),
    ),
    _case("no token, a stranger's server", _outside(lambda mail, _: _bare(mail)), PROVING),
    _case(
        "replayed with a second To",
        lambda mail, t: replace(
            _replayed()(mail, t), tampered=prepend(f"To: pengaduan+{t['own']}@balai.example")
        ),
        (D, A),
    ),
]
#: tried later, by whoever looked for what the rows above do not say
LATER = [
    *(
        _case(f"trap From: {name}", _sets(sender=value))
        for name, value in {
            "a comment in a comment": f"{HEAD} ((x) <{EVIL}>)",
            "a full-width at": "kepala＠balai.example",
            "an ideographic full stop": "kepala@balai。example",
            "a word in UTF-7": f"=?utf-7?q?+ADw-{HEAD}+AD4-?= <{EVIL}>",
            "the sign of Kelvin": "\u212aepala@balai.example",
            "a percent": "kepala%balai.example@x.test",
            "a path of bangs": f"x.test!{HEAD}",
            "a line of blanks": f"\r\n \r\n {EVIL}",
        }.items()
    ),
    _case("shape: a mailbox's own From line", _sets(more=(f"From {EVIL} Mon Nov 23 08:00:00 2026",))),
    _case(
        "resent with a stamp of ours",
        _outside(_sets(more=(f"Resent-From: {HEAD}", f"Authentication-Results: {GOOD_STAMP}"))),
        PROVING,
    ),
    _case(
        "a header's name that is nearly ours",
        _outside(
            _sets(more=(f"Authentication_Results: {GOOD_STAMP}", f"X-Authentication-Results: {GOOD_STAMP}"))
        ),
        PROVING,
    ),
    _case(
        "a forged stamp over several lines, and none of ours",
        _sets(
            stamp="",
            signer="",
            more=(f"Authentication-Results:\r\n {BORDER};\r\n dmarc=pass header.from=balai.example",),
        ),
        (A, D),
    ),
    *(
        _case(f"our server's word: {name}", _sets(stamp=f"{BORDER}; {said}", signer=""), (A,))
        for name, said in {
            "arc passes": "arc=pass header.oldest-pass=0",
            "arc passes, DMARC fails": "arc=pass; dmarc=fail header.from=balai.example",
            "the best guess": "dmarc=bestguesspass header.from=balai.example",
            "DMARC could not be asked": "dmarc=temperror header.from=balai.example; dkim=pass header.d=balai.example",
            "SPF fails softly": f"iprev=pass; spf=softfail smtp.mailfrom={HEAD}",
            "SPF of the greeting": "spf=pass smtp.helo=balai.example; dmarc=none header.from=balai.example",
            "two logins": f"auth=pass smtp.auth={HEAD}; auth=pass smtp.auth=lain@balai.example",
            "a login that begins like his": f"auth=pass smtp.auth={HEAD}.x.test",
            "a login by its envelope": f"auth=pass smtp.mailfrom={HEAD}",
            "DKIM for two addresses at once": f"dkim=pass header.i={HEAD}@x.test",
        }.items()
    ),
    *(
        _case(f"Exchange's word: {name}", _sets(stamp=said, signer=""), (X,))
        for name, said in {
            "DMARC in a comment": "spf=fail (dmarc=pass header.from=balai.example) smtp.mailfrom=x.test",
            "compauth against DMARC": "dmarc=fail action=none header.from=balai.example; compauth=pass reason=130",
            "compauth alone": "compauth=pass reason=109",
        }.items()
    ),
    _case(
        "a mark of Exchange in the mail, none of the border",
        _sets(
            stamp="",
            signer="",
            more=("X-MS-Exchange-Organization-AuthAs: Internal", f"Authentication-Results: {EXO_BAD}"),
        ),
        (X,),
    ),
    *(
        _case(f"signed, then added on top: {line[:30]}", _sets(stamp=BY_DKIM, tampered=prepend(line)), (D, A))
        for line in (
            f"from: {EVIL}",
            "Content-Transfer-Encoding: base64",
            "Content-Type: text/html",
        )
    ),
    *(
        _case(f"replayed: {name} with the token", _replayed_under(name), (D, A))
        for name in ("X-Original-To", "Envelope-To", "Resent-To", "Comments")
    ),
    *(
        _case(
            f"a stranger's signature: {name}",
            _sets(signer="x.test", tampered=swapped("d=x.test;", said)),
            (D,),
        )
        for name, said in {
            "a dot behind our domain": "d=balai.example.;",
            "i= of ours": "d=x.test; i=@balai.example;",
        }.items()
    ),
]
CASES = (*GENUINE, *TOKENS, *PERSONS, *TRAPS, *SHAPES, *UNPROVEN, *COMBINED, *LATER)
