"""What customers of the offices of several hosts write."""

from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT, Office
from tests.way.people import Person


def complain(office: Office, count: int) -> list[Person]:
    """So many customers write."""
    people = [office.customer() for _ in range(count)]
    for person in people:
        office.post.lay(ADDRESS, person.letter(ADDRESS, SUBJECT, LETTER).as_bytes())
    return people


def add(office: Office, people: list[Person]) -> None:
    """Each of them sends, one after the other, what was forgotten."""
    for person in people:
        tag = office.matter(person).tag
        for number in (1, 2):
            more = person.letter(ADDRESS, f"Susulan {tag}", f"Melengkapi surat kami: lampiran {number}.")
            office.post.lay(ADDRESS, more.as_bytes())
