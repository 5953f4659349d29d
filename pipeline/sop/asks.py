"""What a routing mail asks of one person, and which answers it takes.

Apart from the SOP's own table because these are the words of design and command line:
an answer leads from one step to the next, and a request is how a person is asked for it.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.sop.steps import Step


class Action(StrEnum):
    """What a person can answer; the words of design and command line."""

    PENGADUAN = "pengaduan"
    BUKAN = "bukan"
    PERBAIKI = "perbaiki"
    GABUNG = "gabung"
    ABAIKAN = "abaikan"
    DISPOSISI = "disposisi"
    BUKAN_PENGADUAN = "bukan_pengaduan"
    TERLIBAT = "terlibat"
    TERUSKAN = "teruskan"
    KONSEP = "konsep"
    PARAF = "paraf"
    ALIHKAN = "alihkan"
    KOORDINASI = "koordinasi"
    PENDAPAT = "pendapat"
    TANYA = "tanya"
    PERPANJANG = "perpanjang"
    IZINKAN = "izinkan"
    TOLAK = "tolak"
    TUTUP = "tutup"
    LANJUTKAN = "lanjutkan"
    SETUJU = "setuju"
    REVISI = "revisi"
    TERTANDA = "tertanda"
    KIRIM = "kirim"
    TERKIRIM = "terkirim"
    KIRIM_ULANG = "kirim_ulang"
    SUDAH_TERKIRIM = "sudah_terkirim"
    NOTULEN = "notulen"
    TERIMA = "terima"
    BUKA_KEMBALI = "buka_kembali"
    EFEKTIF = "efektif"
    TIDAK_EFEKTIF = "tidak_efektif"
    BELUM_DINILAI = "belum_dinilai"
    ARSIP = "arsip"
    KEBERATAN = "keberatan"
    BARU = "baru"
    BATAL = "batal"


class Ask(StrEnum):
    """What a routing mail asks of one person; also the name of its mail template `minta_<ask>`."""

    REGISTRASI = "registrasi"
    DISPOSISI = "disposisi"
    KONSEP = "konsep"
    PARAF = "paraf"
    PERSETUJUAN = "persetujuan"
    TANDA_TANGAN = "tanda_tangan"
    PENGIRIMAN = "pengiriman"
    IZIN = "izin"
    KELENGKAPAN = "kelengkapan"
    PENDAPAT = "pendapat"
    PENYAMPAIAN = "penyampaian"
    KEPASTIAN = "kepastian"
    NOTULEN = "notulen"
    PENERIMAAN = "penerimaan"
    EFEKTIVITAS = "efektivitas"
    SUSULAN = "susulan"
    PENGIRIM = "pengirim"
    FORMULIR = "formulir"
    #: TU confirms who acts for whom
    PENGGANTIAN = "penggantian"
    BATAL = "batal"


@dataclass(frozen=True, slots=True)
class AskRow:
    """Which answers a request takes, in the order of its options, and in which step it stands."""

    ask: Ask
    step: Step
    actions: tuple[Action, ...]
    #: answers that count only while the request shows the newest version of the draft
    newest_only: frozenset[Action] = frozenset()


_WORK = (Action.ALIHKAN, Action.KOORDINASI, Action.TANYA, Action.PERPANJANG)

ASKS: dict[Ask, AskRow] = {
    row.ask: row
    for row in (
        AskRow(
            Ask.REGISTRASI,
            Step.REGISTRASI,
            (Action.PENGADUAN, Action.BUKAN, Action.PERBAIKI, Action.GABUNG, Action.ABAIKAN),
        ),
        AskRow(
            Ask.DISPOSISI,
            Step.DISPOSISI,
            (Action.DISPOSISI, Action.BUKAN_PENGADUAN, Action.TERLIBAT, Action.TERUSKAN),
        ),
        # The paraf is asked on the PDF of a draft, so this request does not take it (design 3c).
        AskRow(Ask.KONSEP, Step.TINDAK_LANJUT, (Action.KONSEP, *_WORK)),
        AskRow(
            Ask.PARAF, Step.TINDAK_LANJUT, (Action.PARAF, Action.KONSEP, *_WORK), frozenset({Action.PARAF})
        ),
        AskRow(Ask.IZIN, Step.TINDAK_LANJUT, (Action.IZINKAN, Action.TOLAK)),
        # The customer has not answered in his time: is the complaint at its end (UU 25/2009 Pasal 44)?
        AskRow(Ask.KELENGKAPAN, Step.TINDAK_LANJUT, (Action.LANJUTKAN, Action.TUTUP)),
        AskRow(Ask.PENDAPAT, Step.TINDAK_LANJUT, (Action.PENDAPAT,)),
        AskRow(
            Ask.PERSETUJUAN,
            Step.TANDA_TANGAN,
            (Action.SETUJU, Action.REVISI, Action.TERLIBAT),
            frozenset({Action.SETUJU}),
        ),
        AskRow(
            Ask.TANDA_TANGAN,
            Step.TANDA_TANGAN,
            (Action.TERTANDA, Action.KIRIM, Action.REVISI),
            frozenset({Action.TERTANDA, Action.KIRIM}),
        ),
        # Where a signature alone proves nobody, its signer releases what came back (reliability.md C.2).
        AskRow(
            Ask.PENGIRIMAN,
            Step.TANDA_TANGAN,
            (Action.KIRIM, Action.TERTANDA, Action.REVISI),
            frozenset({Action.KIRIM, Action.TERTANDA}),
        ),
        AskRow(Ask.PENYAMPAIAN, Step.PENYAMPAIAN, (Action.TERKIRIM,)),
        # What became of a mail to a customer that was cut off on its way (reliability.md A.4).
        AskRow(Ask.KEPASTIAN, Step.PENYAMPAIAN, (Action.KIRIM_ULANG, Action.SUDAH_TERKIRIM)),
        AskRow(Ask.NOTULEN, Step.EVALUASI, (Action.NOTULEN,)),
        AskRow(Ask.PENERIMAAN, Step.EVALUASI, (Action.TERIMA, Action.BUKA_KEMBALI)),
        # Asked of a closed case, long after: does the cure still hold (ISO 9001 10.2.1)?
        AskRow(Ask.EFEKTIVITAS, Step.EVALUASI, (Action.EFEKTIF, Action.TIDAK_EFEKTIF, Action.BELUM_DINILAI)),
        AskRow(Ask.SUSULAN, Step.REGISTRASI, (Action.ARSIP, Action.KEBERATAN)),
        AskRow(Ask.PENGIRIM, Step.REGISTRASI, (Action.GABUNG, Action.BARU)),
        # What was read of a scan is looked at while the case goes on (libraries.md 5).
        AskRow(Ask.FORMULIR, Step.REGISTRASI, (Action.PERBAIKI,)),
        # It is of no case, and stands with the step whose word of consent it takes.
        AskRow(Ask.PENGGANTIAN, Step.TANDA_TANGAN, (Action.SETUJU,)),
        AskRow(Ask.BATAL, Step.REGISTRASI, (Action.BATAL,)),
    )
}

#: requests whose words are everyday ones in the answers to their neighbours ("Paraf, lanjutkan")
APART = frozenset({Ask.KELENGKAPAN, Ask.EFEKTIVITAS})


def actions_of(step: Step) -> tuple[Action, ...]:
    """Every answer that some request of `step` takes, in the order of the table."""
    listed = [action for row in ASKS.values() if row.step is step for action in row.actions]
    return tuple(dict.fromkeys(listed))
