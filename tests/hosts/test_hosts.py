"""Several hosts on one register: order is kept, and a host that is gone is replaced without a person."""

from collections import Counter

from tests.crash import referee
from tests.hosts.conftest import SeveralHosts
from tests.hosts.ledger import LINES
from tests.hosts.letters import add, complain
from tests.way.office import Office
from tests.way.people import Person

#: seconds in which a host's work is to be taken over
PROMISED = 60


def _judge(office: Office, people: list[Person], followed: list[Person]) -> None:
    """Each has one case; numbers, and what was sent to a case, are in the order of the mails."""
    rows = office.rows(
        "select f.address, c.number from cases c join forms f on f.case_id = c.id order by c.inbox_id"
    )
    assert Counter(row.address for row in rows) == Counter(person.address for person in people)
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    joined = office.rows(
        "select a.case_id, p.payload from audit a join audit_payloads p on p.seq = a.seq"
        " where a.event = 'susulan' order by a.case_id, a.seq"
    )
    order = [(row.case_id, row.payload["surel"]) for row in joined]
    assert len(order) == 2 * len(followed)
    assert order == sorted(order)


def test_three_hosts_share_the_work_and_one_that_is_killed_is_replaced(
    several_hosts: SeveralHosts, postgres_url: str
) -> None:
    no_mailbox = {"stages": ("read", "handle", "produce", "send")}
    with several_hosts(postgres_url, [{}, {}, no_mailbox]) as hosts:
        office = hosts.office
        for place in range(3):
            hosts.begin(place)
        hosts.wait(lambda: bool(office.rows("select 1 from cursors")))
        first = complain(office, 8)
        hosts.wait(lambda: hosts.registered() == 8)
        add(office, first)
        more = complain(office, 8)
        hosts.wait(lambda: hosts.registered() > 10)
        polled = hosts.poller()
        assert polled in (0, 1)
        hosts.kill(polled)
        (late,) = complain(office, 1)
        took = hosts.wait(lambda: hosts.has_come(late.address), PROMISED)
        LINES.append(
            f"SIGKILL: the mailbox was another host's, and its next letter taken in, after {took:.1f} s"
        )
        assert hosts.poller() == 1 - polled
        hosts.begin(polled)
        hosts.wait(lambda: hosts.is_quiet(33))

        _judge(office, [*first, *more, late], first)
        LINES.append(f"referee, 3 hosts, 1 killed: {referee.check(office, hosts.lives())}")
