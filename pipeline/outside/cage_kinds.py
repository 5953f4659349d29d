"""Which files of a mail the reader of documents reads, and as what.

Apart because the cage asks it of what a mail's reader brought out, and that reader asks it too: a mail with
such a file is weighed when all of it is read.
"""

from pipeline.mail.facts import Attachment

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: media type → the job that reads it
READERS = {
    "application/pdf": "pdf",
    _DOCX: "docx",
    "image/jpeg": "image",
    "image/png": "image",
    "image/tiff": "image",
}
#: bytes of a picture in a mail's text that may be a page; logos are smaller, and every other mail has one
_PAGE = 50_000


def job_of(file: Attachment) -> str | None:
    """The job that reads the file, None for what is not read there."""
    job = READERS.get(file.media_type)
    return None if job == "image" and file.inline and file.size < _PAGE else job
