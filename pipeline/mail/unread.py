"""What is said of a file that is kept and named but not read here: why, and what would help.

Apart from the types because these are sentences for people: the secretary gets them beside the letter
and may pass them on to whoever sent it.
"""

from pipeline.mail.facts import Facts

_WINMAIL = (
    "Lampiran dikirim dalam format winmail.dat (Outlook), sehingga isinya tidak dapat dibuka di sini."
    " Mohon pengirim mengirim ulang berkas aslinya, misalnya sebagai PDF, atau mengirim surel dalam"
    " format HTML atau teks biasa."
)
_OUTLOOK = (
    "Berkas ini surel yang disimpan dari Outlook (.msg), sehingga isinya tidak dibaca di sini."
    " Mohon surel itu diteruskan langsung, atau isinya dikirim sebagai PDF."
)
_ARCHIVE = (
    "Berkas ini arsip ({}), sehingga isinya tidak dibuka di sini."
    " Mohon berkas di dalamnya dikirim satu per satu, misalnya sebagai PDF."
)
_HEIC = (
    "Foto ini berformat HEIC (kamera iPhone), yang tidak dapat dibuka di semua komputer."
    " Mohon foto dikirim ulang sebagai JPG atau PDF bila isinya perlu dibaca."
)
_OLD_OFFICE = (
    "Berkas ini berformat Office lama ({}), sehingga isinya tidak dibaca di sini."
    " Mohon dikirim ulang sebagai PDF atau .docx bila isinya perlu dibaca."
)
_DAMAGED = "Berkas ini datang dengan kode yang rusak (bukan base64), sehingga disimpan sebagaimana adanya."
_EMPTY = "Berkas ini kosong (0 bita). Mohon pengirim melampirkannya kembali."
_SHEET = "Isi lembar kerja atau salindia ini tidak dibaca oleh sistem; berkasnya disimpan utuh."

_SEALED = (
    "Isi surel ini terbungkus S/MIME atau PGP, sehingga tidak dibaca di sini."
    " Mohon pengirim mengirim ulang surelnya tanpa sandi."
)

_OOXML = "application/vnd.openxmlformats-officedocument."
#: media type → what is said of such a file
NOTES = {
    "application/ms-tnef": _WINMAIL,
    "application/vnd.ms-tnef": _WINMAIL,
    "application/vnd.ms-outlook": _OUTLOOK,
    "application/zip": _ARCHIVE.format(".zip"),
    "application/x-zip-compressed": _ARCHIVE.format(".zip"),
    "application/vnd.rar": _ARCHIVE.format(".rar"),
    "application/x-rar-compressed": _ARCHIVE.format(".rar"),
    "application/x-7z-compressed": _ARCHIVE.format(".7z"),
    "application/pkcs7-mime": _SEALED,
    "application/x-pkcs7-mime": _SEALED,
    "application/pgp-encrypted": _SEALED,
    "image/heic": _HEIC,
    "application/msword": _OLD_OFFICE.format(".doc"),
    "application/vnd.ms-excel": _OLD_OFFICE.format(".xls"),
    "application/vnd.ms-powerpoint": _OLD_OFFICE.format(".ppt"),
    f"{_OOXML}spreadsheetml.sheet": _SHEET,
    f"{_OOXML}presentationml.presentation": _SHEET,
}


#: the risk of a file on which the virus scanner has not spoken yet
UNSCANNED = "belum dipindai karena pemindai virus tidak menjawab"


def is_unscanned(facts: Facts) -> bool:
    """Whether a mail, or a file in it, waits for the scanner."""
    return UNSCANNED in (facts.risk, *(file.risk for file in facts.attachments))


def note_on(media_type: str, size: int, *, damaged: bool = False) -> str:
    """What a person should know of a file whose content is not read, in Indonesian; '' if nothing."""
    if not size:
        return _EMPTY
    return _DAMAGED if damaged else NOTES.get(media_type, "")


def wanted_again(facts: Facts) -> tuple[str, ...]:
    """Those of the sentences that only the sender can help with: for whoever may ask him."""
    return tuple(words for words in words_on(facts) if "Mohon" in words or "terkunci" in words)


def held_back(facts: Facts) -> tuple[str, ...]:
    """The files that nobody gets, each with why, a sentence each: for whoever may decide."""
    files = {f"{each.name}: {each.risk}.": None for each in facts.attachments if each.risk}
    return tuple(files) or ((f"Surel itu sendiri: {facts.risk}.",) if facts.risk else ())


def words_on(facts: Facts) -> tuple[str, ...]:
    """All that could not be read of a mail, a sentence each, its file named: for whoever gets the mail."""
    files = {f"{each.name}: {each.note}": None for each in facts.attachments if each.note and not each.inline}
    return (*facts.notes, *files)
