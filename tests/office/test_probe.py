"""The probe of `tanggap check auth`: what it compares, and what it proposes."""

from dataclasses import replace

from pipeline.mail.authentic import Policy, Profile
from pipeline.mail.facts import Facts
from pipeline.mail.parse import parse
from pipeline.office import probe
from tests.office.town import KEPALA, KETUA, TU, Town, body
from tests.offices import BORDER

BAD = f"{BORDER}; dmarc=fail header.from=balai.example"


def _read(raw: bytes) -> Facts:
    return parse(raw).facts


def _probed(town: Town) -> probe.Probed:
    found = probe.probed(town.desk, _read)
    assert found is not None
    return found


def _begun(town: Town) -> None:
    probe.begin(town.desk)
    town.work()


def _forge(town: Town, stamp: str = BAD) -> None:
    town.write(KEPALA, "[UJI-PALSU] uji", "uji", Authentication_Results=stamp)


def test_before_the_first_probe_there_is_nothing_to_tell(town: Town) -> None:
    assert probe.probed(town.desk, _read) is None


def test_genuine_and_forged_mails_that_differ_give_a_profile(town: Town) -> None:
    _begun(town)
    town.reply(KEPALA, "Uji asal surel", "Baik")
    town.reply(KETUA, "Uji asal surel", "ok")
    _forge(town)

    found = _probed(town)

    assert found.answered == ("kepala", "pengujian")
    assert (found.proposal.policy.profile, found.proposal.policy.authserv_id) == (Profile.AUTHRES, BORDER)


def test_without_a_forged_mail_nothing_is_proposed(town: Town) -> None:
    _begun(town)
    town.reply(KEPALA, "Uji asal surel", "Baik")

    assert _probed(town).proposal.policy.profile is Profile.NONE


def test_what_cannot_be_told_apart_releases_no_letter(town: Town) -> None:
    _begun(town)
    town.reply(KEPALA, "Uji asal surel", "Baik")
    _forge(town, f"{BORDER}; dmarc=pass header.from=balai.example; spf=pass smtp.mailfrom={KEPALA}")

    found = _probed(town).proposal

    assert found.policy.profile is Profile.NONE
    assert "tidak dapat dibedakan" in found.why


def test_what_the_probe_brings_moves_nothing_and_disturbs_nobody(town: Town) -> None:
    _begun(town)
    before = len(town.relay.taken)

    town.reply(KEPALA, "Uji asal surel", "Baik")
    _forge(town)

    assert town.since(before) == []
    assert town.held() == []
    assert town.rows("select id from cases") == []


def test_a_new_probe_forgets_the_old_one(town: Town) -> None:
    _begun(town)
    town.reply(KEPALA, "Uji asal surel", "Baik")
    _forge(town)
    _begun(town)

    assert (_probed(town).answered, _probed(town).forged) == ((), 0)


def test_the_forging_line_carries_a_stamp_like_ours(town: Town) -> None:
    line = probe.forging_line(town.desk, "kepala")

    assert f"Authentication-Results: {BORDER}; dmarc=pass" in line
    assert "[UJI-PALSU]" in line


def _asked_again(town: Town) -> bool:
    mail = town.last(TU, "Laporan harian")
    return "tanggap check auth --again" in " ".join(body(mail).replace(">", " ").split())


def test_a_month_after_the_probe_tu_is_asked_each_day_to_have_it_run_again(town: Town) -> None:
    _begun(town)
    town.pass_time(days=30)
    before = _asked_again(town)

    town.pass_time(days=2)
    after = _asked_again(town)
    _begun(town)
    town.pass_time(days=3)

    assert (before, after, _asked_again(town)) == (False, True, False)


def test_a_profile_that_nobody_ever_tried_is_told_after_a_month(town: Town) -> None:
    town.complain()

    town.pass_time(days=32)

    assert _asked_again(town)
    assert "belum pernah diuji" in " ".join(body(town.last(TU, "Laporan harian")).split())


def test_an_office_that_proves_nothing_is_not_asked_to_prove_it_again(town: Town) -> None:
    other = Town(replace(town.desk, policy=Policy(profile=Profile.NONE)), town.clock)
    other.complain()

    other.pass_time(days=42)

    assert not _asked_again(other)
