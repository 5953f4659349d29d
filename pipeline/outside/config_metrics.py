"""The table [metrik] of pipeline.toml: a file of figures for Prometheus.

Apart from the other settings because an office may do without it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from pipeline.outside.textfile import Textfile


class Metrik(BaseModel, extra="forbid", frozen=True):
    """Where the figures are written, and how often."""

    #: in the folder that node_exporter reads, "" for nowhere
    berkas: str = ""
    #: so many seconds pass at least between two texts
    detik: Annotated[int, Field(gt=0)] = 30

    @model_validator(mode="after")
    def _is_read(self) -> Self:
        if self.berkas and not (self.berkas.endswith(".prom") and Path(self.berkas).is_absolute()):
            raise ValueError("berkas harus jalur lengkap yang berakhiran .prom; lainnya tidak dibaca")
        return self

    def textfile(self, places: Mapping[str, Path]) -> Textfile | None:
        """The file, with the disks that are looked at; None where there is none."""
        return Textfile(Path(self.berkas), self.detik, dict(places)) if self.berkas else None
