"""Cases whose data was erased, and the hashes by which it is known if it comes back.

Each column says its meaning where it is declared.
"""

from sqlalchemy import JSON, Boolean, Column, String, Table, Text

from pipeline.store.schema import Moment, key_to, metadata, own_id

erasures = Table(
    "erasures",
    metadata,
    own_id(),
    #: of the case
    Column("number", String(32), nullable=False, unique=True),
    #: NULL where a backup was restored that is older than the case
    key_to("cases", "case_id"),
    #: legal ground, as whoever erased it gave it
    Column("basis", Text, nullable=False),
    #: number of the berita acara pemusnahan, '' for an erasure at a person's request
    Column("minutes", String(160), nullable=False),
    #: store/erasures.py `Stays` as JSON: what a restored register has to know of the case
    Column("stays", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    #: of bytes that were erased
    Column("sha256", String(64), primary_key=True),
    key_to("erasures", "erasure_id", nullable=False),
    #: a whole mail: one that comes again is never read; a file may come again with another letter
    Column("mail", Boolean, nullable=False),
)
