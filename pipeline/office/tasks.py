"""What a person is asked for at present: the open requests that he has got, as a list tells them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.mail.wording import Perkara, Tugas
from pipeline.office.desk import Desk
from pipeline.office.gather import moment, perkara, unregistered
from pipeline.office.until import ANSWER_DAYS
from pipeline.sop.asks import Ask
from pipeline.sop.steps import Step
from pipeline.store import cases, inbox, requests
from pipeline.store.case_tables import requests as request_rows
from pipeline.store.case_tables import tokens
from pipeline.store.requests import Request

#: what a request asks for, in a list
WANTED = {
    Ask.REGISTRASI: "keputusan atas surel yang ditahan",
    Ask.DISPOSISI: "disposisi",
    Ask.KONSEP: "konsep surat balasan",
    Ask.PARAF: "paraf konsep",
    Ask.PERSETUJUAN: "persetujuan konsep",
    Ask.TANDA_TANGAN: "tanda tangan surat",
    Ask.PENGIRIMAN: "konfirmasi pengiriman",
    Ask.IZIN: "izin perpanjangan waktu",
    Ask.PENDAPAT: "pendapat",
    Ask.PENYAMPAIAN: "penyampaian dengan cara lain",
    Ask.NOTULEN: "notulen evaluasi",
    Ask.PENERIMAAN: "penerimaan hasil evaluasi",
    Ask.KELENGKAPAN: "keputusan atas perkara yang tidak dilengkapi pelanggan",
    Ask.EFEKTIVITAS: "pemeriksaan keefektifan tindakan",
    Ask.SUSULAN: "keputusan atas surel setelah perkara ditutup",
    Ask.PENGIRIM: "keputusan atas surel dari alamat lain",
    Ask.FORMULIR: "pemeriksaan formulir",
    Ask.PENGGANTIAN: "konfirmasi penggantian pejabat",
    Ask.BATAL: "pembatalan",
    Ask.KEPASTIAN: "keterangan apakah suatu surel sudah terkirim",
}


def was_sent(connection: Connection, request_id: int) -> bool:
    """Whether the request itself was composed: nobody is reminded of what he never got."""
    return connection.scalar(select(tokens.c.sha256).where(tokens.c.request_id == request_id)) is not None


def open_tasks(desk: Desk, connection: Connection, posts: Sequence[str], now: datetime) -> list[Tugas]:
    """Everything that is asked of these posts, what is due first at the head."""
    asked = (
        request_rows.c.post.in_(posts),
        request_rows.c.closed_at.is_(None),
        request_rows.c.ask != Ask.BATAL.value,
    )
    ids = connection.scalars(select(request_rows.c.id).where(*asked).order_by(request_rows.c.id)).all()
    found = [requests.get(connection, each) for each in ids if was_sent(connection, each)]
    found.sort(key=lambda request: _due(desk, connection, request) or now)
    return [task(desk, connection, request, now, reader=request.post) for request in found]


def task(desk: Desk, connection: Connection, request: Request, now: datetime, *, reader: str) -> Tugas:
    """One request as a list tells it to `reader`."""
    due = _due(desk, connection, request)
    if request.case_id is not None:
        told = perkara(desk, connection, cases.load(connection, request.case_id))
    elif request.inbox_id is None:
        told = Perkara()
    else:
        row = inbox.get(connection, request.inbox_id)
        told = unregistered(desk, row, inbox.load_facts(connection, row.id))
    return Tugas(
        nomor=told.nomor,
        minta=WANTED[request.ask],
        hal=told.hal,
        pelanggan=told.pelanggan.sebutan,
        batas=moment(desk, due),
        lewat=due is not None and due <= now,
        pemegang="" if request.post == reader else desk.name(request.post),
    )


def _due(desk: Desk, connection: Connection, request: Request) -> datetime | None:
    if request.inbox_id is not None:
        return desk.rules.due(Step.REGISTRASI, request.opened_at)
    if request.ask is Ask.EFEKTIVITAS:
        return desk.rules.calendar.add_days(request.opened_at, ANSWER_DAYS)
    return cases.load(connection, request.case_id).due_at if request.case_id else None
