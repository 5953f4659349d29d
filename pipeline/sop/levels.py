"""How much an answer can do, and so how sure one must be of who gave it (reliability.md C.2).

Apart from the flow because it decides nothing: the office asks it before an answer is carried out.
"""

from collections.abc import Mapping
from enum import Enum

from pipeline.sop.asks import Action


class Level(Enum):
    """What an answer of this level needs."""

    #: shape, token, person, domain, and an explicit word
    L1 = 1
    #: the same; it is confirmed with what was understood, and BATAL or a correction takes it back
    L2 = 2
    #: a signature that validates; or the same as above, and a second code mailed with what leaves
    L3 = 3


_APPROVING = {
    Action.KONSEP,
    Action.PARAF,
    Action.SETUJU,
    Action.REVISI,
    Action.PERBAIKI,
    Action.NOTULEN,
    Action.TERIMA,
    Action.TERKIRIM,
}
_RELEASING = {Action.TERTANDA, Action.KIRIM}


def _level(action: Action) -> Level:
    if action in _RELEASING:
        return Level.L3
    return Level.L2 if action in _APPROVING else Level.L1


LEVELS: Mapping[Action, Level] = {action: _level(action) for action in Action}
