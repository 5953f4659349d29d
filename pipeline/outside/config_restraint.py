"""The section [pembatasan] of office.toml: how much mail from outside may make the office write and read."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.mail.restraint import USUAL, Restraint

Count = Annotated[int, Field(ge=0)]


class Pembatasan(BaseModel):
    """Limits of an hour or a day, with the defaults of `mail/restraint.py`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tanda_terima_awal: Literal["terbukti", "tidak"] = "terbukti"
    balasan_alamat_jam: Count = USUAL.answers_address_hour
    balasan_alamat_hari: Count = USUAL.answers_address_day
    balasan_domain_hari: Count = USUAL.answers_domain_day
    balasan_semua_jam: Count = USUAL.answers_hour
    surat_alamat_jam: Count = USUAL.letters_address_hour
    surat_domain_jam: Count = USUAL.letters_domain_hour
    surat_semua_jam: Count = USUAL.letters_hour

    def restraint(self) -> Restraint:
        """The same, as the rules take it."""
        return Restraint(
            early_receipt=self.tanda_terima_awal == "terbukti",
            answers_address_hour=self.balasan_alamat_jam,
            answers_address_day=self.balasan_alamat_hari,
            answers_domain_day=self.balasan_domain_hari,
            answers_hour=self.balasan_semua_jam,
            letters_address_hour=self.surat_alamat_jam,
            letters_domain_hour=self.surat_domain_jam,
            letters_hour=self.surat_semua_jam,
        )
