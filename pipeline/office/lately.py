"""What was read a moment ago and is still at hand, so that no mail is weighed twice.

The register has all that counts; this is only memory. What is not here (after a restart, by another host)
is loaded and worked out anew, to the same end.
"""

from collections import OrderedDict

from pipeline.mail.weighed import Weighed

#: mails that are kept at hand, of some kilobytes each: more are read and not yet handled only while a long
#: queue is fetched, or while handling fails
MOST = 1000


class Lately:
    """What the newest mails weigh, by the row of the inbox, each handed out once."""

    def __init__(self) -> None:
        self._weighed: OrderedDict[int, Weighed] = OrderedDict()

    def keep(self, inbox_id: int, weighed: Weighed) -> None:
        """Keep it at hand."""
        self._weighed[inbox_id] = weighed
        while len(self._weighed) > MOST:
            self._weighed.popitem(last=False)

    def take(self, inbox_id: int) -> Weighed | None:
        """Hand it out, None where it is not at hand."""
        return self._weighed.pop(inbox_id, None)
