"""The library `holidays`: it fills a new year of the calendar and is held against the office's own.

It is no authority: lunar days of a year without a decree are estimates, and a release may lag
behind the decree by months. Its import is slow, so it is late.
"""

from datetime import date

_JOINT = "government"


def decreed(year: int) -> dict[date, str]:
    """National holidays and cuti bersama of a year as the library has them, with their Indonesian names.

    Its category "government" holds the cuti bersama, and without `language` the names come in English.
    """
    from holidays import country_holidays  # noqa: PLC0415  half a second that no other command pays

    found = country_holidays("ID", years=year, categories=("public", _JOINT), language="id")
    return dict(sorted(found.items()))


def as_file(year: int) -> str:
    """A calendar file for a year, to be checked against its decree by a person."""
    days = decreed(year)
    head = (
        f"# Days on which the office is closed in {year}, filled from the library `holidays`.\n"
        "# Check every day against the joint decree (SKB) of the year, then write its number here:\n"
        f'#\n# [[dasar]]\n# tahun = {year}\n# nomor = "SKB …"\n# tanggal = {year - 1}-…\n'
    )
    rows = (
        f'\n[[libur]]\ntanggal = {day}\nnama = "{name}"\njenis = "{_kind(name)}"\n'
        for day, name in days.items()
    )
    return head + "".join(rows)


def _kind(name: str) -> str:
    return "cuti bersama" if name.lower().startswith("cuti bersama") else "libur nasional"
