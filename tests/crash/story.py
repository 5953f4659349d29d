"""The story of the kill test: one complaint from its letter to its end, told in turns of the daemon."""

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


#: the answers of the story beside the signature, each once
ANSWERS = ("disposisi", "konsep", "notulen", "paraf", "setuju", "terima")
