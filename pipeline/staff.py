"""What the office's file says of posts, letterhead and terms, as the frozen values of the lower rooms.

Apart from the wiring, which opens things; here nothing is opened but the logo.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.letters.letter_case import Office, Signer
from pipeline.office.desk import Post
from pipeline.office.roster import Acting
from pipeline.settings import Jabatan, Pokja, Settings
from pipeline.sop.retention import Retention
from pipeline.sop.rules import Limit, Rules, Signing
from pipeline.sop.steps import KEPALA, PENGGANTI, Step


def rules(settings: Settings) -> Rules:
    """What the flow decides by."""
    office = settings.office
    times = office.waktu
    return Rules(
        calendar=settings.calendar,
        names={key: post.name for key, post in posts(settings).items()},
        pokja=tuple(pokja.id for pokja in office.pokja),
        signing=Signing(office.tanda_tangan.mode),
        has_alternate=PENGGANTI in office.jabatan,
        times={step: getattr(times, step.value) for step in Step},
        undo=timedelta(minutes=times.batal_menit),
        pause=timedelta(days=times.jeda_hari),
        checks=tuple(sorted(set(times.cek_hari))),
        satisfaction=timedelta(days=times.kepuasan_hari) if times.kepuasan_hari else None,
        satisfaction_gap=times.kepuasan_jeda,
        bounce_window=timedelta(hours=times.pantulan_jam),
        free_extension=times.perpanjangan_bebas_hari,
        limits=tuple(Limit(item.label, item.hari, item.kerja, item.lapor) for item in office.batas),
    )


def schedule(settings: Settings) -> tuple[Retention, ...]:
    """How long files of cases are kept."""
    return tuple(item.retention() for item in settings.office.retensi)


def posts(settings: Settings) -> dict[str, Post]:
    """The posts of the office and of its Pokja, by key."""
    office = settings.office
    listed: dict[str, Jabatan] = {**office.jabatan, **{pokja.id: pokja for pokja in office.pokja}}
    head = office.jabatan[KEPALA]
    return {key: _post(key, item, head.pejabat or head.nama) for key, item in listed.items()}


def acting(settings: Settings) -> Iterator[Acting]:
    """Who acts for a post by the office's file, and on which days."""
    for item in settings.office.penggantian:
        yield Acting(
            post=item.jabatan,
            address=item.surel,
            name=item.nama_pejabat,
            nip=item.nip,
            sebutan=item.sebutan,
            first=item.mulai,
            last=item.sampai,
        )


def _post(key: str, item: Jabatan, head: str) -> Post:
    title = item.pejabat or item.nama
    signer = Signer(
        jabatan=title,
        nama=item.nama_pejabat or title,
        nip=item.nip,
        prefix=item.sebutan,
        behalf=head if item.sebutan == "a.n." else "",
    )
    return Post(
        key=key,
        name=item.nama,
        address=item.surel,
        salutation=f"Yth. {title}",
        signer=signer,
        services=item.layanan if isinstance(item, Pokja) else (),
    )


def letterhead(settings: Settings) -> Office:
    """What stands at the head of each letter; `SettingsError` where the logo cannot be read."""
    item = settings.office.instansi
    return Office(
        kementerian=item.kementerian,
        badan=item.badan,
        balai=item.balai,
        alamat=item.alamat,
        telepon=item.telepon,
        laman=item.laman,
        surel=settings.office.surel.alamat,
        kota=item.kota,
        logo=read_bytes(Path(item.logo), "office.toml: instansi.logo") if item.logo else None,
        zone=settings.calendar.zone,
    )


def read_bytes(path: Path, key: str) -> bytes:
    """A file that the setting `key` names; `SettingsError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{key}: {path} tidak terbaca ({error.strerror})") from error
