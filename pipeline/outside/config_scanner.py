"""The table [pemindai] of pipeline.toml: the virus scanner, where the office has one."""

from typing import Annotated

from pydantic import BaseModel, Field

from pipeline.outside.clamd import Clamd


class Pemindai(BaseModel, extra="forbid", frozen=True):
    """clamd; without it no file is scanned, and what may run is held all the same."""

    #: its socket, or host:port; "" for no scanner
    alamat: Annotated[str, Field(pattern=r"^$|^/.+$|^[^\s:]+:\d{1,5}$")] = ""
    detik: Annotated[int, Field(gt=0)] = 30

    def scanner(self) -> Clamd | None:
        """What is asked, None where there is none."""
        return Clamd(self.alamat, self.detik) if self.alamat else None
