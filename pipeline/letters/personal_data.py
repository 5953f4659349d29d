"""What the office holds about one person, as values and as a page that the person can read.

Apart from who gathers it, because the page holds words of strangers: nothing of them is markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One case of the person."""

    perkara: str
    agenda: str
    diterima: str
    keadaan: str
    surat_jawaban: str
    formulir: Mapping[str, str]
    #: step, from when, until when
    tahap: tuple[tuple[str, str, str], ...]
    kepuasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One original: the file beside the page, and what it is."""

    berkas: str
    pada: str
    tentang: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Everything that is given out."""

    alamat: str
    instansi: str
    dibuat: str
    perkara: tuple[Matter, ...]
    berkas: tuple[Piece, ...]


_RIGHTS = (
    "Menurut UU 27/2022 tentang Pelindungan Data Pribadi, Saudara berhak memperoleh informasi tentang dasar "
    "dan tujuan pemrosesan (pasal 5), memperbaiki data yang keliru (pasal 6), memperoleh salinan (pasal 7), "
    "meminta penghapusan sesuai peraturan perundang-undangan (pasal 8), menarik persetujuan (pasal 9), "
    "berkeberatan atas keputusan otomatis (pasal 10), meminta penundaan atau pembatasan (pasal 11), "
    "menggugat dan menerima ganti rugi (pasal 12), serta memperoleh data dalam bentuk yang dapat dibaca "
    "sistem lain (pasal 13)."
)
_BASIS = (
    "Data ini diproses untuk menangani pengaduan Saudara, sebagai pelaksanaan kewajiban hukum dan tugas "
    "pelayanan publik (UU 27/2022 pasal 20 ayat (2) huruf c dan e; UU 25/2009)."
)
_APART = (
    "Yang tidak dimuat: surat orang lain pada perkara yang sama, konsep dan surat-menyurat antarpetugas, "
    "serta data yang menurut peraturan perundang-undangan hanya boleh dibaca pejabat tertentu."
)
_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:.5em 0}"
    "td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
)


def page(given: Given) -> str:
    """The page, in HTML of its own without anything from elsewhere."""
    files = _table(
        ("Berkas", "Tanggal", "Tentang", "SHA-256"),
        [(_link(each.berkas), escape(each.pada), escape(each.tentang), each.sha256) for each in given.berkas],
    )
    parts = [
        f"<h1>Data pribadi {escape(given.alamat)}</h1>",
        f"<p>{escape(given.instansi)}, {escape(given.dibuat)}</p>",
        *(f"<p>{escape(text)}</p>" for text in (_BASIS, _RIGHTS, _APART)),
        *(_matter(each) for each in given.perkara),
        "<h2>Surat dan surel</h2>",
        files if given.berkas else "<p>Tidak ada.</p>",
    ]
    head = f'<meta charset="utf-8"><title>Data pribadi</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="id"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _matter(matter: Matter) -> str:
    known = [
        ("Nomor agenda", matter.agenda),
        ("Diterima", matter.diterima),
        ("Keadaan", matter.keadaan),
        ("Surat jawaban", matter.surat_jawaban),
        ("Kepuasan", matter.kepuasan),
        *((name.replace("_", " ").capitalize(), value) for name, value in matter.formulir.items()),
    ]
    told = _table(("Data", "Isi"), [(escape(name), _lines(value)) for name, value in known if value])
    steps = _table(("Tahap", "Mulai", "Selesai"), [tuple(map(escape, each)) for each in matter.tahap])
    return f"<h2>Perkara {escape(matter.perkara)}</h2>{told}{steps}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{titles}</tr>{lines}</table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _link(file: str) -> str:
    return f'<a href="{escape(file)}">{escape(file)}</a>'
