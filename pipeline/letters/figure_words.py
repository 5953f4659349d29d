"""A report's figures in official Indonesian sentences: what each chart shows, said before it is shown.

Apart from the figures and from the paper, since the mail to the Kepala Balai says the same sentences.
"""

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from pipeline.letters.figures import OTHERS, UNNAMED, Count, LateStep, Outcome, Report, StepLine
from pipeline.letters.wording import date_words, moment_words

#: minutes of a working day: 37 h 30 min a week over five days (Perpres 21/2023)
DAY = 450
#: so many that are equal are named; of more none is called the first
EQUALS = 3
#: late steps that are printed; the workbook has all
PRINTED = 20


def number(count: int) -> str:
    """1.234, as Indonesian writes thousands."""
    return f"{count:,}".replace(",", ".")


def decimal(value: float, places: int = 1) -> str:
    """4,2; whole numbers without a comma."""
    text = f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",") if "," in text else text


def percent(part: int, whole: int) -> str:
    """A share in whole percent; 0% is only for none and 100% only for all."""
    if not whole:
        return "–"
    share = int(100 * part / whole + 0.5)
    if 0 < part < whole:
        share = min(99, max(1, share))
    return f"{share}%"


def span(minutes: float | None) -> str:
    """Working time in the unit that people would use: 25 menit, 3,5 jam, 6 hari kerja; a dash for none."""
    if minutes is None:
        return "–"
    if minutes < 0.5:
        return "< 1 menit"
    if minutes < 59.5:
        return f"{int(minutes + 0.5)} menit"
    if minutes < DAY:
        return f"{decimal(minutes / 60)} jam"
    return f"{decimal(minutes / DAY)} hari kerja"


def shared(part: int, whole: int) -> str:
    """38 (90%)."""
    return f"{number(part)} ({percent(part, whole)})"


def until(report: Report, zone: tzinfo) -> str:
    """Until when it counts: the last day of the period, or the moment of a report that is made before."""
    if report.sampai < report.periode.ends(zone):
        return moment_words(report.sampai, zone)
    return date_words(report.periode.after - timedelta(days=1))


def summary(report: Report) -> list[str]:
    """What the Kepala Balai has to know, in a few sentences; each is a paragraph."""
    told = [_came(report), _answered(report), _open(report)]
    return [*filter(None, told), *_beside(report)]


def _came(report: Report) -> str:
    within = report.periode.within
    if not report.masuk:
        earlier = report.masuk_sebelumnya
        before = f" Masa sebelumnya, {report.periode.before.bare}: {number(earlier)}." if earlier else ""
        return f"Selama {within} tidak ada pengaduan yang diterima.{before}"
    late = report.masuk - report.tepat
    head = f"Dari {number(report.masuk)} pengaduan yang diterima selama {within}, "
    if not late:
        return f"{head}semuanya ditindaklanjuti tepat waktu pada setiap tahap. {_trend(report)}".rstrip()
    most = report.terlambat_pada[0]
    return (
        f"{head}{shared(report.tepat, report.masuk)} ditindaklanjuti tepat waktu pada setiap tahap; "
        f"{number(late)} melewati batas waktu pada sedikitnya satu tahap, terbanyak pada {most.nama} "
        f"({number(most.banyak)}). {_trend(report)}".rstrip()
    )


def _trend(report: Report) -> str:
    before, change = report.periode.before.bare, report.masuk - report.masuk_sebelumnya
    if not report.masuk_sebelumnya:
        # Perhaps there was no register yet.
        return ""
    if not change:
        return f"Jumlah pengaduan sama dengan {before}."
    more = "bertambah" if change > 0 else "berkurang"
    earlier = number(report.masuk_sebelumnya)
    return f"Jumlah pengaduan {more} {number(abs(change))} dibandingkan dengan {before} ({earlier})."


def _answered(report: Report) -> str:
    if not report.masuk:
        return ""
    if not report.dijawab:
        return "Belum ada di antaranya yang dijawab dengan surat."
    days = decimal(report.hari_jawab or 0.0)
    half = f"separuh di antaranya dalam {days} hari kerja atau kurang sejak diterima"
    if report.hari_jawab == 0:
        half = "separuh di antaranya atau lebih pada hari diterimanya"
    told = f"{shared(report.dijawab, report.masuk)} telah dijawab dengan surat, {half}."
    return told if report.dijawab > 1 else f"{shared(1, report.masuk)} telah dijawab dengan surat."


def _open(report: Report) -> str:
    if not report.berjalan:
        return "Pada akhir masa laporan tidak ada perkara yang masih berjalan."
    old = report.umur[-1].banyak
    parts = [f"Pada akhir masa laporan masih berjalan {number(report.berjalan)} perkara"]
    if report.berjalan_lewat:
        parts.append(f"{number(report.berjalan_lewat)} di antaranya melewati batas waktu")
    if old:
        parts.append(f"{number(old)} telah berumur lebih dari 60 hari")
    return (
        f"{parts[0]}; {' dan '.join(parts[1:])}." if parts[1:] else f"{parts[0]}, semuanya dalam batas waktu."
    )


def _beside(report: Report) -> list[str]:
    counted = (
        (report.banding, "banding"),
        (report.keberatan, "keberatan atas jawaban"),
        (report.lapor, "pengaduan melalui SP4N-LAPOR!"),
        (report.diteruskan, "pengaduan yang diteruskan kepada instansi lain"),
        (report.dicabut, "pengaduan yang ditutup karena tidak dilengkapi atau dicabut"),
    )
    named = [f"{number(count)} {what}" for count, what in counted if count]
    told = [f"Di antara pengaduan yang diterima terdapat {listed(named)}."] if named else []
    if report.bukan:
        words = "surat yang diregistrasi ternyata bukan pengaduan dan tidak dihitung dalam laporan ini"
        told.append(f"{number(report.bukan)} {words}.")
    if report.wbs:
        told.append(
            f"Laporan integritas (WBS) yang diterima: {number(report.wbs)}; isinya tidak dilaporkan di sini."
        )
    return told


def listed(names: Sequence[str]) -> str:
    """a, b, dan c."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def incoming(report: Report) -> str:
    """What the chart of weeks and services shows."""
    if not report.masuk:
        return "Tidak ada pengaduan yang diterima dalam masa laporan ini."
    totals = [sum(column) for column in zip(*(each.banyak for each in report.layanan), strict=True)]
    most, name = max(totals), report.periode.part_name
    busiest = [
        part.words for part, count in zip(report.periode.parts(), totals, strict=True) if count == most
    ]
    if len(busiest) > EQUALS:
        return f"{_most_named(report)} Dalam satu {name} diterima paling banyak {number(most)} pengaduan."
    each = ", masing-masing" if len(busiest) > 1 else " dengan"
    told = f"{name.capitalize()} yang paling ramai adalah {listed(busiest)}{each} {number(most)} pengaduan."
    return f"{_most_named(report)} {told}"


def _most_named(report: Report) -> str:
    named = [each for each in report.layanan if each.nama not in (UNNAMED, OTHERS)]
    if not named:
        return "Layanan yang diadukan tidak disebut dalam surat-surat itu."
    most = max(each.jumlah for each in named)
    first, share = [each.nama for each in named if each.jumlah == most], shared(most, report.masuk)
    if len(first) > EQUALS:
        return f"Tentang satu layanan diterima paling banyak {share} pengaduan."
    each = "masing-masing" if len(first) > 1 else "yaitu"
    return f"Layanan yang paling banyak diadukan adalah {listed(first)}, {each} {share}."


def times(report: Report) -> str:
    """What the chart of the steps shows."""
    ended = [step for step in report.tahap if step.selesai]
    if not ended:
        return "Tidak ada tahap yang diselesaikan dalam masa laporan ini."
    late = [step for step in ended if step.terlambat]
    total, on_time = sum(step.selesai for step in ended), sum(step.tepat for step in ended)
    head = f"Dari {number(total)} tahap yang diselesaikan, {shared(on_time, total)} tepat waktu. "
    if not late:
        return f"Dari {number(total)} tahap yang diselesaikan, semuanya tepat waktu."
    worst = max(late, key=lambda step: (step.terlambat / step.selesai, step.terlambat))
    return (
        f"{head}Yang paling sering terlambat adalah {worst.tahap}: {shared(worst.terlambat, worst.selesai)} "
        f"melewati mutu baku {worst.mutu}.{_overdue(report.tahap)}"
    )


def _overdue(steps: Sequence[StepLine]) -> str:
    still = [Count(step.tahap, step.menunggak) for step in steps if step.menunggak]
    if not still:
        return ""
    named = [f"{each.nama} ({number(each.banyak)})" for each in still]
    return f" Masih terbuka dan telah lewat waktu: {listed(named)}."


def causes(report: Report) -> str:
    """What the chart of causes shows."""
    known = sum(each.banyak for each in report.penyebab)
    if not known:
        return "Belum ada penyebab yang dicatat untuk pengaduan masa laporan ini."
    first = report.penyebab[0]
    told = (
        f"Penyebab dicatat untuk {number(known)} dari {number(report.masuk)} pengaduan; yang paling sering "
        f"termasuk kelompok {first.nama.lower()}, yaitu {shared(first.banyak, known)}."
    )
    repeated = [each for each in report.penyebab if each.banyak > 1]
    return (
        told if repeated else f"Penyebab dicatat untuk {number(known)} pengaduan dan tidak ada yang berulang."
    )


def effectiveness(report: Report) -> str:
    """What the chart of cures shows."""
    told = [_outcome(each) for each in report.evaluasi if each.jumlah]
    return " ".join(told) or "Belum ada tindakan yang dievaluasi dalam masa laporan ini."


def _outcome(each: Outcome) -> str:
    parts = [f"{shared(each.efektif, each.jumlah)} menyatakan tindakan efektif"]
    parts += [f"{number(each.tidak)} tidak efektif"] if each.tidak else []
    parts += [f"{number(each.belum)} belum dapat menilai"] if each.belum else []
    parts += [f"{number(each.tanpa_jawaban)} belum menjawab"] if each.tanpa_jawaban else []
    return f"Dari {number(each.jumlah)} {each.nama.lower()}, {listed(parts)}."


def satisfaction(report: Report) -> str:
    """What the chart of scores shows."""
    found = report.kepuasan
    asked = f"{number(found.ditanya)} pelanggan ditanya tentang kepuasannya"
    if not found.dinilai:
        if not found.ditanya and not found.tanpa_nilai:
            return "Tidak ada pelanggan yang ditanya tentang kepuasannya dalam masa laporan ini."
        return f"{asked}; belum ada nilai yang diterima."
    low = sum(found.nilai[:2])
    bad = f"{number(low)} memberi nilai 1 atau 2" if low else "tidak ada yang memberi nilai 1 atau 2"
    return (
        f"{asked}. Nilai diterima dari {number(found.dinilai)} pelanggan, rata-rata "
        f"{decimal(found.rata or 0.0)} dari 5; {bad}."
    )


def ages(report: Report) -> str:
    """What the chart of open cases shows."""
    if not report.berjalan:
        return "Tidak ada perkara yang masih berjalan pada akhir masa laporan."
    oldest = [each for each in report.umur if each.banyak][-1]
    return f"{_open(report)} Kelompok umur yang tertua: {oldest.nama} ({number(oldest.banyak)} perkara)."


def late(report: Report) -> str:
    """What the table of late steps holds."""
    count = len(report.terlambat)
    if not count:
        return "Tidak ada tahap yang melewati batas waktu dalam masa laporan ini."
    if count <= PRINTED:
        return f"{number(count)} tahap melewati batas waktu, yang terlama lebih dahulu."
    return (
        f"{number(count)} tahap melewati batas waktu. Tabel ini memuat {PRINTED} yang terlama; selengkapnya "
        "terdapat pada berkas yang menyertai laporan ini."
    )


def reason(step: LateStep) -> str:
    """Why a step was late, or that nobody wrote why."""
    return step.alasan or "tidak ada alasan yang dicatat"
