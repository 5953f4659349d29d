"""How a Ketua Pokja edits a draft: a word processor changes one part of the package and keeps the rest."""

import io
import zipfile

from pipeline.demo.replies import File

#: words of the draft that an editor puts others for
REPLACED = "hari ini"


def edited(draft: File, words: str) -> File:
    """The draft with other words in its letter."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(draft.content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                assert REPLACED.encode() in content
                content = content.replace(REPLACED.encode(), words.encode())
            new.writestr(item.filename, content, zipfile.ZIP_DEFLATED)
    return File("konsep yang disunting.docx", out.getvalue())
