"""Drawing that misbehaves where a PDF asks for it: it dies on a page, or on all, or was taken over."""

import json
import os

from pipeline.outside.cage_pictures import show_pdf
from pipeline.outside.cage_work import Done

#: what a PDF says at its end
DIE_ON_TWO, DIE, LIE = b"%MATI-DUA\n", b"%MATI\n", b"%BOHONG\n"


def misbehave(pdf: bytes, first: bytes, last: bytes) -> Done:
    """Draw the pages as they should be, unless the PDF asks for something else."""
    if pdf.endswith(DIE) or (pdf.endswith(DIE_ON_TWO) and int(first) <= 1 < int(last)):
        os._exit(9)
    if pdf.endswith(LIE):
        # Fewer dots than are told.
        return Done([json.dumps(["RGB", 100, 100]).encode(), b"\0" * 7] * (int(last) - int(first)))
    return show_pdf(pdf, first, last)


JOBS = {"show_pdf": misbehave}
