"""The tables [[retensi]] of office.toml: the schedule by which files of cases are destroyed or kept.

Apart from the SOP's times because an archivist answers for these.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.sop.retention import Fate, Retention
from pipeline.sop.steps import ENDS, State


class Retensi(BaseModel):
    """One class of the retention schedule; the first that fits a case is its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kelas: Annotated[str, Field(min_length=1, max_length=40)]
    #: jenis arsip and its code of classification, as the office's schedule has them
    jenis: str = "Berkas pengaduan pelanggan"
    kode: str = ""
    #: the ends of a case that the class is for
    keadaan: Annotated[tuple[State, ...], Field(min_length=1)] = tuple(ENDS)
    #: true: appeals only; false: none of them
    banding: bool | None = None
    #: years
    aktif: Annotated[int, Field(ge=0, le=100)] = 2
    inaktif: Annotated[int, Field(ge=0, le=100)] = 3
    nasib: Fate = Fate.DINILAI

    def retention(self) -> Retention:
        """The same as a rule."""
        return Retention(
            name=self.kelas,
            kind=self.jenis,
            code=self.kode,
            ends=frozenset(self.keadaan),
            appeals=self.banding,
            active=self.aktif,
            inactive=self.inaktif,
            fate=self.nasib,
        )


#: what an office has that names no class (domain.md C.6)
DEFAULT = (Retensi(kelas="pengaduan"),)
