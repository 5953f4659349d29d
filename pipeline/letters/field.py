"""One value that a letter gives, with where it was found and how sure that is.

Apart from the readers because the form, the audit trail and the scores all speak of it.
"""

from dataclasses import dataclass
from enum import StrEnum

BODY = "badan surat"
HEADER = "kepala surat elektronik"


class Sureness(StrEnum):
    """How far a value may be believed before a person has looked at it."""

    #: it stood under its own label, or in a form that nothing else has
    PASTI = "pasti"
    #: taken from its place in the letter, or from a sentence
    DUGAAN = "dugaan"
    #: a machine read it from a picture; its letters and figures may be others
    PINDAIAN = "pindaian"


@dataclass(frozen=True, slots=True)
class Field:
    """One value with where it was found, in Indonesian."""

    value: str
    where: str
    sureness: Sureness

    @property
    def sure(self) -> bool:
        """Whether nobody need look at it again."""
        return self.sureness is Sureness.PASTI


#: field → its value; of `rujukan`, `tanggal` and `nilai` several
Fields = dict[str, Field | tuple[Field, ...]]
