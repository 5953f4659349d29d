"""Three hosts in networks of their own, killed and cut off while letters come in; and how fast they are.

`TANGGAP_HOSTS_LETTERS` says how many letters, 2,000 where nothing else is said.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

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
from tests.way.people import Person

LETTERS = int(os.environ.get("TANGGAP_HOSTS_LETTERS", "2000"))
SEED = 20261123
#: letters from one blow to the next, and on which the throughput is measured
ROUND, MEASURED = 49, max(LETTERS // 20, 20)
#: seconds at least from a blow to the host's return
BETWEEN = 40
PORT = 5432


@contextmanager
def _apart(
    several_hosts: SeveralHosts, dovecot: Dovecot, server: Postgres
) -> Iterator[tuple[Hosts, Networks]]:
    url = server.create_database()
    name = url.partition("@/")[2].partition("?")[0]
    with ExitStack() as stack:
        networks = stack.enter_context(running_networks(3))
        server.listen(networks.address, PORT)
        theirs = f"postgresql+psycopg://postgres@{networks.address}:{PORT}/{name}"
        common = {"servers": networks.address, "walls": True, "plain": False}
        orders = [{"network": each, **common} for each in networks.names]
        hosts = stack.enter_context(several_hosts(url, orders, url=theirs))
        for port in (dovecot.port, hosts.office.post.port):
            stack.enter_context(passing_on(networks.address, "127.0.0.1", port))
        yield hosts, networks


@pytest.mark.soak
@pytest.mark.timeout(6 * 3600)
def test_three_hosts_killed_and_cut_off_in_turn_lose_and_double_nothing(
    several_hosts: SeveralHosts, dovecot: Dovecot
) -> None:
    chance = random.Random(SEED)
    with running_postgres() as server, _apart(several_hosts, dovecot, server) as (hosts, networks):
        office, people = hosts.office, list[Person]()
        for place in range(3):
            hosts.begin(place)
        hosts.wait(lambda: bool(office.rows("select 1 from cursors")))
        for blow in range(LETTERS // (ROUND + 1)):
            people += complain(office, ROUND)
            time.sleep(chance.uniform(1, 5))
            # Two of three times the one that has the mailbox, and by turns a cut and a kill.
            polled = hosts.poller()
            place = chance.randrange(3) if blow % 3 == 2 or polled is None else polled
            struck, back = (hosts.kill, hosts.begin) if blow % 2 else (networks.cut, networks.heal)
            struck(place)
            people += complain(office, 1)
            took = hosts.wait(partial(hosts.has_come, people[-1].address), PROMISED)
            LINES.append(
                f"blow {blow}: host {place} {'killed' if blow % 2 else 'cut off'}, the mailbox was host "
                f"{polled}'s; the next letter registered after {took:.1f} s"
            )
            time.sleep(max(BETWEEN - took, 0))
            back(place)
        hosts.wait(partial(hosts.is_quiet, len(people)), 3600)

        registered = office.rows("select f.address from cases c join forms f on f.case_id = c.id")
        assert Counter(row.address for row in registered) == Counter(each.address for each in people)
        counts = referee.check(office, hosts.lives())
        ends = f"{hosts.kills} kills, {hosts.falls} ends of their own"
        LINES.append(f"{len(people)} letters, {ends}; referee: {counts}")


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_throughput_of_one_two_and_three_hosts(several_hosts: SeveralHosts, postgres: Postgres) -> None:
    for many in (1, 2, 3):
        url = postgres.create_database()
        with several_hosts(url, [{"walls": True, "plain": False}] * many) as hosts:
            for place in range(many):
                hosts.begin(place)
            hosts.wait(partial(hosts.office.rows, "select 1 from cursors"))
            complain(hosts.office, MEASURED)
            registered = hosts.wait(lambda: hosts.registered() == MEASURED, 1800)
            done = registered + hosts.wait(partial(hosts.is_quiet, MEASURED), 1800)
        LINES.append(
            f"{many} hosts, {os.cpu_count()} processors: {MEASURED / registered:.2f} letters/s registered, "
            f"{MEASURED / done:.2f} letters/s with every mail sent"
        )
        postgres.drop_database(url)
