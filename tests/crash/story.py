"""The stories of the kill test, told in turns of the daemon: together they reach every point.

`tell` is one complaint on the straight way; `tell_beside` goes the ways beside it (a returned draft, a
letter that bounces).
"""

from tests.way.bounces import bounce_of
from tests.way.configuration import ADDRESS
from tests.way.documents import edited
from tests.way.office import Matter, Office


def tell(office: Office, *, segel: bool = False) -> Matter:
    """Play it; each turn may take the daemon several lives."""
    matter = office.complain()
    matter.dispose()
    office.pass_time(minutes=20)
    matter.draft()
    matter.initial()
    matter.approve()
    if segel:
        matter.answer(office.kepala, "Mohon perintah kirim", "KIRIM")
    else:
        matter.sign()
    matter.minute()
    matter.accept()
    office.pass_time(days=4)
    office.pass_time(minutes=20)
    return matter


def tell_beside(office: Office) -> Matter:
    """The Ketua Pokja edits the draft in Word, and the letter comes back from the customer's server."""
    matter = office.complain()
    matter.dispose()
    matter.draft()
    draft = matter.mail(office.ketua, "Mohon paraf").file(".docx")
    matter.answer(office.ketua, "Mohon paraf", "Berikut konsep saya.", [edited(draft, "kemarin sore")])
    matter.initial()
    matter.approve()
    matter.sign()
    letter = matter.mail(matter.customer, "Surat jawaban")
    office.post.lay(ADDRESS, bounce_of(letter.raw, matter.customer.address))
    office.work()
    matter.answer(office.tu, "disampaikan dengan cara lain", "TERKIRIM: lewat pos tercatat, resi 123")
    matter.minute()
    matter.accept()
    office.pass_time(days=4)
    office.pass_time(minutes=20)
    return matter


#: the answers of the story beside the signature, each once
ANSWERS = ("disposisi", "konsep", "notulen", "paraf", "setuju", "terima")
#: those of the story beside the line
BESIDE = (*ANSWERS, "konsep", "terkirim", "tertanda")
