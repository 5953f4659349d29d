"""How much mail from outside may make the office write, and how much of it reaches a person in an hour.

Apart from the settings because the office's verbs work with these values. Sources: RFC 3834, 2 and 4 (no
answer to answers, and few to one address); reliability.md T13, T14, T18.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Restraint:
    """The office's limits; a count of 0 lets nothing through."""

    #: a receipt goes out before a person has accepted the letter, to senders whose domain vouches for them
    early_receipt: bool = True
    #: mails that no person decided on, to one address
    answers_address_hour: int = 3
    answers_address_day: int = 10
    #: … to one domain, and to everybody: beyond that the program falls silent and tells TU
    answers_domain_day: int = 100
    answers_hour: int = 60
    #: mails that reach a person: of one address, of one domain, of everybody
    letters_address_hour: int = 20
    letters_domain_hour: int = 60
    letters_hour: int = 200


#: what an office has that sets nothing else
USUAL = Restraint()
