"""What the cage does with DKIM signatures: verifies them on a mail's bytes with the keys it is given."""

import json

from pipeline.mail.dkim_proof import verified
from pipeline.outside.cage_work import Done


def verify(raw: bytes, keys: bytes) -> Done:
    """The names of the keys of genuine signatures, from the top, as a JSON list."""
    return Done([json.dumps(verified(raw, json.loads(keys))).encode()])


JOBS = {"dkim": verify}
