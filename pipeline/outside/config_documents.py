"""The tables [documents] and [cage] of pipeline.toml: how letters are made, and strangers' files read."""

from pydantic import BaseModel

from pipeline.outside.config_terms import Positive
from pipeline.outside.enclosure import SOCKET
from pipeline.outside.enclosure_choice import Wish


class Documents(BaseModel, extra="forbid", frozen=True):
    """Templates and the converter."""

    templates_dir: str = ""
    converter: str = "soffice"
    convert_seconds: Positive = 120


class CageLimits(BaseModel, extra="forbid", frozen=True):
    """What reading one mail may take."""

    wall_seconds: Positive = 60
    cpu_seconds: Positive = 30
    memory_mb: Positive = 512
    #: where the work runs; a way that is named must work
    way: Wish = "auto"
    socket: str = SOCKET
