"""LibreOffice as the tests need it: a document saved by it, or a PDF with its words and pages."""

import subprocess
from pathlib import Path


def converted(docx: bytes, to: str, folder: Path) -> bytes:
    """The document as LibreOffice saves it; `to` is a file extension."""
    source, out = folder / "surat.docx", folder / "hasil"
    source.write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (out / f"surat.{to}").read_bytes()
