"""What the cage does with the words of a mail that it has read: they are weighed here, beside the office.

Apart from the reading of mail because only the daemon has a use for it, and its tables take a moment to load.
"""

import json

from pipeline.mail.facts import Facts
from pipeline.mail.score import NO_WORDS, OwnWords, scorer
from pipeline.mail.thread import carries_code
from pipeline.mail.weighed import weigh
from pipeline.outside.cage_kinds import job_of
from pipeline.outside.cage_mail import opened
from pipeline.outside.cage_work import Done

# Made before there are workers, which share it.
scorer(NO_WORDS)


def weigh_mail(facts: bytes, own: bytes) -> Done:
    """What a mail weighs, as JSON; `own` are the office's own words, those of complaint before the others."""
    return Done([_weighed(Facts.from_json(json.loads(facts)), own)], clean=True)


def read_and_weigh(raw: bytes, own: bytes) -> Done:
    """The facts of a mail, what it weighs, then the bytes of its attachments.

    Nothing in place of its weight where that is not asked for, or where its files are not read yet.
    """
    mail = opened(raw)
    waits = carries_code(mail.facts) or any(map(job_of, mail.facts.attachments))
    weighed = b"" if waits else _weighed(mail.facts, own)
    return Done([json.dumps(mail.facts.to_json()).encode(), weighed, *mail.contents], mail.clean)


def _weighed(facts: Facts, own: bytes) -> bytes:
    complaint, other = json.loads(own)
    words = OwnWords(tuple(complaint), tuple(other))
    return json.dumps(weigh(facts, words).to_json()).encode()


JOBS = {"words": weigh_mail, "mail_words": read_and_weigh}
