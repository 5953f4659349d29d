"""What the office says of a letter that left: no more than a server said."""

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, TU, Town, body


def test_the_proof_claims_no_more_than_that_a_server_took_the_letter(town: Town) -> None:
    town.go_to("evaluasi")

    told = " ".join(body(town.last(TU, "Salinan surat")).replace(">", " ").split())

    assert f"Server surel menerima surat untuk {CUSTOMER} pada" in told
    assert "“250 2.0.0 Ok: queued as X1”" in told


def test_who_signed_is_told_what_leaves_and_to_whom(town: Town) -> None:
    town.go_to("evaluasi")

    told = " ".join(body(town.last(KEPALA, "telah dicatat")).replace(">", " ").split())

    assert f"Surat nomor {town.case().letter_number} dikirim kepada pelanggan." in told
    assert f"Penerima: {CUSTOMER} Berkas: scan.pdf," in told
    assert "Sidik berkas (SHA-256): " in told
