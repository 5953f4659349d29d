"""Three hosts in networks of their own, killed and cut off in turn while letters come in; and how fast they are.

`TANGGAP_HOSTS_LETTERS` says how many letters, 2,000 where nothing else is said.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.crash import referee
from tests.hosts.conftest import SeveralHosts
from tests.hosts.hosts import Hosts
from tests.hosts.ledger import LINES
from tests.hosts.letters import complain
from tests.hosts.networks import Networks, passing_on, running_networks
from tests.hosts.test_hosts import PROMISED
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres, running_postgres

LETTERS = int(os.environ.get("TANGGAP_HOSTS_LETTERS", "2000"))
SEED = 20261123
#: letters on which the throughput is measured
MEASURED = max(LETTERS // 20, 10)
#: seconds from one blow to the next
BETWEEN = 20
PORT = 5432


@contextmanager
def _apart(several_hosts: SeveralHosts, dovecot: Dovecot, server: Postgres) -> Iterator[tuple[Hosts, Networks]]:
    url = server.create_database()
    name = url.partition("@/")[2].partition("?")[0]
    with ExitStack() as stack:
        networks = stack.enter_context(running_networks(3))
        server.listen(networks.address, PORT)
        theirs = f"postgresql+psycopg://postgres@{networks.address}:{PORT}/{name}"
        orders = [{"network": each, "walls": True, "plain": False} for each in networks.names]
        hosts = stack.enter_context(several_hosts(url, orders, address=networks.address, url=theirs))
        for port in (dovecot.port, hosts.office.post.port):
            stack.enter_context(passing_on(networks.address, port))
        yield hosts, networks


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
def test_three_hosts_killed_and_cut_off_in_turn_lose_and_double_nothing(
    several_hosts: SeveralHosts, dovecot: Dovecot
) -> None:
    chance = random.Random(SEED)
    with running_postgres() as server, _apart(several_hosts, dovecot, server) as (hosts, networks):
        office = hosts.office
        for place in range(3):
            hosts.begin(place)
        hosts.wait(lambda: bool(office.rows("select 1 from cursors")))
        blows = max(LETTERS // 50, 4)
        people, waited = [], Counter[str]()
        for blow in range(blows):
            people += complain(office, LETTERS // blows)
            time.sleep(chance.uniform(1, 4))
            # Every other time the one that has the mailbox, and by turns a kill and a cut.
            polled = hosts.poller()
            place = polled if blow % 4 < 2 and polled is not None else chance.randrange(3)
            kind = "SIGKILL" if blow % 2 else "cut off"
            (networks.cut if kind == "cut off" else hosts.kill)(place)
            (late,) = complain(office, 1)
            people.append(late)
            began = time.monotonic()
            hosts.wait(lambda: hosts.has_come(late.address), 600)  # noqa: B023  (waited for in this round)
            backlog_free = time.monotonic() - began
            waited[kind] = max(waited[kind], round(hosts.idle_at_most(), 1), 0)  # type: ignore[assignment]
            LINES.append(f"blow {blow}: host {place} {kind}, poller {polled}; next letter after {backlog_free:.1f} s")
            time.sleep(max(BETWEEN - backlog_free, 0))
            (networks.heal if kind == "cut off" else hosts.begin)(place)
        hosts.wait(lambda: hosts.is_quiet(len(people)), 3600)

        registered = office.rows("select f.address from cases c join forms f on f.case_id = c.id")
        assert Counter(row.address for row in registered) == Counter(each.address for each in people)
        counts = referee.check(office, hosts.lives())
        LINES.append(f"{len(people)} letters, {hosts.kills} kills, {hosts.falls} ends of their own; referee: {counts}")
