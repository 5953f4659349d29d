"""The section [autentikasi] of office.toml: how genuine mail of the staff is told (reliability.md C.2)."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.mail.authentic import Policy, Profile


class Autentikasi(BaseModel):
    """What the office's mail system lets one know of a mail's origin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    profil: Profile = Profile.NONE
    #: as the office's mail server names itself in Authentication-Results
    authserv_id: str = ""
    lompatan: Annotated[int, Field(ge=0, le=20)] = 0
    internal: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.profil is Profile.AUTHRES and not self.authserv_id.strip():
            raise ValueError(
                'profil = "authres" memerlukan authserv_id; `tanggap check auth` menemukan nilainya'
            )
        return self

    def policy(self) -> Policy:
        """The same, as the rules take it."""
        return Policy(
            profile=self.profil,
            authserv_id=self.authserv_id.strip(),
            hops=self.lompatan,
            internal=self.internal,
        )
