"""Which of a mail's texts is read as the letter."""

from pipeline.mail.letter import read_letter
from pipeline.mail.parse import parse

IN_THREAD = """\
From: mutu@perusahaan.example
To: pengaduan@balai.example
Subject: Re: Undangan temu pelanggan
Message-ID: <2@perusahaan.example>
In-Reply-To: <1@balai.example>
References: <1@balai.example>

Kami mengeluhkan LHU order P-2026-0007 yang belum kami terima. Mohon penjelasan.

Hormat kami,
Manajer Mutu
PT Contoh Maju

Pada Sen, 23 Nov 2026 pukul 08.00 Balai <panitia@balai.example> menulis:
> Kami mengundang PT Lain Sekali.
"""


def test_a_letter_in_an_older_thread_keeps_the_name_of_its_sender() -> None:
    fields = read_letter(parse(IN_THREAD.encode()).facts)

    company = fields["perusahaan"]
    assert not isinstance(company, tuple)
    assert company.value == "PT Contoh Maju"
