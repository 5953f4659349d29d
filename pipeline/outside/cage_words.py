"""What the cage does with the words of a mail that it has read: they are weighed here, beside the office.

Apart from the reading of mail because only the daemon has a use for it, and its tables take a moment to load.
"""

import json

from pipeline.mail.facts import Facts
from pipeline.mail.score import NO_WORDS, OwnWords, scorer
from pipeline.mail.weighed import weigh
from pipeline.outside.cage_work import Done

# Made before there are workers, which share it.
scorer(NO_WORDS)


def weigh_mail(facts: bytes, own: bytes) -> Done:
    """What a mail weighs, as JSON; `own` are the office's own words, those of complaint before the others."""
    complaint, other = json.loads(own)
    words = OwnWords(tuple(complaint), tuple(other))
    weighed = weigh(Facts.from_json(json.loads(facts)), words)
    return Done([json.dumps(weighed.to_json()).encode()], clean=True)


JOBS = {"words": weigh_mail}
