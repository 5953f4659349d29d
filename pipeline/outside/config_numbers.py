"""The table [nomor] of office.toml: how surat keluar are numbered, and who may number them.

Apart from the other settings because its parts are judged together, by the format that they make.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from pipeline.errors import SettingsError
from pipeline.letters.numbers import PATTERN, NumberFormat


class Nomor(BaseModel, extra="forbid", frozen=True):
    """The numbers of surat keluar."""

    surat_keluar: str = PATTERN
    kode: str
    klasifikasi: str
    keamanan: Mapping[str, str] = {}
    angka: Annotated[int, Field(ge=1, le=7)] = 1
    sumber: Literal["tanggap", "luar"] = "tanggap"

    @model_validator(mode="after")
    def _makes_numbers(self) -> Self:
        try:
            self.format()
        except SettingsError as error:
            raise ValueError(str(error)) from error
        return self

    def format(self) -> NumberFormat:
        """The format of its parts; raises SettingsError where they make no number."""
        return NumberFormat(
            pattern=self.surat_keluar,
            kode=self.kode,
            klasifikasi=self.klasifikasi,
            keamanan={sifat.replace("_", " "): code for sifat, code in self.keamanan.items()},
            digits=self.angka,
        )
