"""The DNS: the keys of DKIM signatures. Only the office's own domains are ever asked for.

A key that was found once stands in while the servers do not answer, for keys change in months.
"""

from collections.abc import Callable
from time import monotonic

import dns.exception
import dns.resolver

from pipeline.errors import OutsideError

#: seconds for one question, all servers and tries together, and after which a known key is asked for again
LONGEST, FRESH = 6.0, 3600.0


class Names:
    """Looks TXT records up; `resolver` is the system's unless a test brings its own."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._given = resolver
        self._known: dict[str, tuple[float, str]] = {}

    def text(self, name: str, now: Callable[[], float] = monotonic) -> str:
        """The TXT record of a name in one string, '' if it has none. Raises OutsideError."""
        known = self._known.get(name)
        if known and now() - known[0] < FRESH:
            return known[1]
        try:
            found = self._asked(name)
        except OutsideError:
            if known is None:
                raise
            return known[1]
        if found:
            self._known[name] = (now(), found)
        return found

    def _asked(self, name: str) -> str:
        try:
            resolver = self._given or dns.resolver.Resolver()
            answer = resolver.resolve(f"{name}.", "TXT", lifetime=LONGEST)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ""
        except (dns.exception.SyntaxError, dns.exception.FormError, ValueError):
            # A selector that no name can have: too long, or empty between two dots.
            return ""
        except (dns.exception.DNSException, OSError) as error:
            remedy = "periksa server nama (DNS) pada mesin ini"
            raise OutsideError("server nama (DNS) tidak menjawab", permanent=False, remedy=remedy) from error
        # Several records at one name are a fault of the domain; the first is as good as none.
        return b"".join(next(iter(answer)).strings).decode("utf-8", "replace")
