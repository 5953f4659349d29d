"""The table [cadangan] of pipeline.toml: where backups go.

Apart from the other settings because they serve the day on which the register is lost.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator


class Cadangan(BaseModel, extra="forbid", frozen=True):
    """Where backups go, how they are encrypted, and how many are kept."""

    folder: str = "/var/backups/tanggap"
    simpan: Annotated[int, Field(ge=1)] = 30
    enkripsi: Literal["", "age", "gpg"] = ""
    kunci: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.enkripsi) != bool(self.kunci):
            raise ValueError("enkripsi dan kunci diisi keduanya, atau tidak sama sekali")
        return self
