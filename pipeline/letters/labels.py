"""Reading `Label: value`, the way people fill in a form inside a letter or a mail.

Apart from the letters because replies of staff are written the same way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a table, parted by bars."""
    return tuple(phrase.strip() for phrase in text.split("|"))


#: a name → the labels under which people write it, lower case
Labels = Mapping[str, tuple[str, ...]]

#: the fields of a complaint (domain.md F.4) as letters, and corrections by staff, label them
COMPLAINT: Labels = {
    "nama": phrases(
        "nama | nama pelanggan | nama pelapor | nama pengadu | nama lengkap | nama pemohon | nama kontak "
        "| name"
        " | nama anda | full name"
    ),
    "perusahaan": phrases(
        "perusahaan | nama perusahaan | instansi | nama instansi | perusahaan/instansi | instansi/perusahaan"
        " | perusahaan / instansi | nama perusahaan/instansi | nama usaha | lembaga | company"
        " | company name"
    ),
    "jabatan": phrases("jabatan | posisi | position | jabatan pelapor"),
    "alamat": phrases(
        "alamat | alamat perusahaan | alamat kantor | alamat lengkap | alamat usaha | alamat pelanggan "
        "| address"
    ),
    "telepon": phrases(
        "telepon | telp | telp. | tlp | tlp. | no telp | no. telp | no. telp. | no telepon"
        " | no. telepon | nomor telepon | telepon/hp | telp/hp | no. hp/wa | hp | hp/wa | no hp"
        " | no. hp | nomor hp | wa | no wa | no. wa | whatsapp | ponsel | kontak | phone"
        " | no. telp/hp | no telp/hp | no. telepon/hp | telepon / hp | tel | tel. | mobile | nomor wa "
        "| no. kontak"
        " | nomor whatsapp | nomor ponsel | nomor telepon/hp | telpon | no. telpon | no telpon"
    ),
    "email": phrases("email | e-mail | surel | pos-el | alamat email | alamat e-mail | alamat surel"),
    "nomor_surat": phrases("nomor surat | no surat | no. surat | nomor | no | no."),
    "tanggal_surat": phrases("tanggal surat | tgl surat | tgl. surat | tanggal | tgl | tgl."),
    "hal": phrases("hal | perihal | prihal | hal surat | perihal surat | subject | subjek"),
    "layanan": phrases("layanan | jenis layanan | jenis jasa | jenis pelayanan | jasa layanan"),
    "rujukan": phrases(
        "rujukan | nomor order | no order | no. order | nomor lhu | no lhu | no. lhu"
        " | nomor sertifikat | no sertifikat | no. sertifikat | nomor spjpt | no. spjpt | no spjpt"
        " | no. order/lhu/sertifikat | nomor order/lhu/sertifikat | no. order/spjpt/lhu/sertifikat | no. sppt"
        " | kode billing | nomor sppt"
    ),
    "uraian": phrases(
        "uraian | uraian keluhan | uraian pengaduan | isi pengaduan | isi keluhan | keluhan | kronologi "
        "| kronologis"
    ),
    "kerugian": phrases("kerugian | kerugian yang dialami | dampak/kerugian"),
    "permintaan": phrases(
        "permintaan | penyelesaian yang diminta | penyelesaian yang diharapkan | tuntutan"
        " | harapan pelanggan | permintaan pelanggan | penyelesaian yang diinginkan | solusi yang diharapkan"
    ),
}

#: the same with what means a field only in the head of a letter, and something else in a reply
LETTER: Labels = {
    **COMPLAINT,
    "perusahaan": (*COMPLAINT["perusahaan"], "usaha"),
    "nomor_surat": (*COMPLAINT["nomor_surat"], *phrases("ref | ref. | ref. no. | ref no | our ref")),
    "tanggal_surat": (*COMPLAINT["tanggal_surat"], "date"),
    "hal": (*COMPLAINT["hal"], "re"),
    "uraian": (*COMPLAINT["uraian"], "pengaduan"),
    "permintaan": (*COMPLAINT["permintaan"], "harapan"),
}

_BULLET = re.compile(r"^\s*(?:[-–•*>]+|\(?[0-9]{1,2}[.)](?=\s)|\(?[a-zA-Z][.)](?=\s))?\s*")
#: what a form explains in brackets after its label: "Efektif (ya/tidak):"
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_LONGEST = 60
#: what may stand between a label and its value: "Koreksi: …", "Koreksi = …", "Koreksi - …"
_SIGNS = (":", "=", " - ", " – ", " — ")
#: what a form holds where nothing was filled in
_BLANK = re.compile(r"^[\s.…_\-–\[\]()<>]*$|^[\[(<][^\])>]{0,60}[\])>]$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line that opens a labelled value."""

    name: str
    #: what stands behind the label in the same line
    value: str


def label_of(line: str, labels: Labels) -> Labelled | None:
    """The label that opens this line, or that is this whole line as a heading; None if there is none."""
    rest = line[_BULLET.match(line).end() :]  # type: ignore[union-attr]  # every part of it is optional
    for sign in _SIGNS:
        head, parted, value = rest.partition(sign)
        named = _name(head, labels) if parted and len(head) <= _LONGEST else ""
        if named:
            return Labelled(named, value.strip(" \t*_"))
    named = _name(rest, labels)
    return Labelled(named, "") if named else None


def is_blank(value: str) -> bool:
    """Whether nothing, or only a form's placeholder ("…", "[isi di sini]"), stands there."""
    return _BLANK.match(value) is not None


def _name(head: str, labels: Labels) -> str:
    if len(head) > _LONGEST * 2:
        return ""
    written = " ".join(re.sub(r"[*_]", " ", _BRACKETS.sub(" ", head)).casefold().split())
    return next((name for name, known in labels.items() if written in known), "")
