"""A fuzz run of the stage read, by hand: `python -m tests.fuzz SEEDS... --seconds 1800`.

SEEDS are folders of mails. With Atheris installed (`pip install atheris`, in whatever environment this
runs) its libFuzzer leads the mutations by what code they reach; without it they are drawn at random.
What fails is written to --finds, once for each place in the code, and the run goes on.
"""

import logging
import os
import re
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from tests.fuzz.mutation import LONGEST, mutated

#: seconds between two words about the progress
TOLD_EVERY = 60
#: seconds of the clock after which libFuzzer ends the run: the stage counts its own seconds of computing
HANGS = 600


class Run:
    """One run: its count, and what it found."""

    def __init__(self, stage: Callable[[bytes], None], finds: Path, seconds: float) -> None:
        self._stage = stage
        self._finds = finds
        self._begun = self._told = monotonic()
        self.ends = self._begun + seconds
        self.count = 0
        self.found: dict[str, int] = {}

    def once(self, raw: bytes) -> None:
        """Try one input."""
        self.count += 1
        try:
            self._stage(raw)
        except Exception as error:  # noqa: BLE001 -- any of them is what is looked for
            self._note(raw, error)
        if monotonic() - self._told > TOLD_EVERY:
            self.tell()
        if monotonic() > self.ends:
            self.tell()
            # libFuzzer knows no other way to end before its own time.
            os._exit(1 if self.found else 0)

    def tell(self) -> None:
        """One line about how far it is."""
        self._told = monotonic()
        spent = self._told - self._begun
        line = f"{spent:7.0f} s  {self.count:9,} mails  {len(self.found)} finds"
        sys.stderr.write(
            line + "".join(f"\n    {times:5} x {where}" for where, times in self.found.items()) + "\n"
        )
        sys.stderr.flush()

    def _note(self, raw: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        # The figures in a message differ from mail to mail.
        words = re.sub(r"[\d.]+", "…", str(error))[:80]
        place = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno} {words}"
        if place not in self.found:
            self._finds.mkdir(parents=True, exist_ok=True)
            (self._finds / f"{sha256(raw).hexdigest()[:16]}.eml").write_bytes(raw)
        self.found[place] = self.found.get(place, 0) + 1


def main() -> None:
    """Fuzz as asked, with the better engine that is here."""
    asked = _asked()
    # flufl.bounce writes down what its detectors stumble over.
    logging.disable()
    seeds = [path.read_bytes()[:LONGEST] for folder in asked.seeds for path in _files(folder)]
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        _at_random(asked, seeds)
    else:
        _led(atheris, asked, seeds)


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seeds", type=Path, nargs="+", help="folders of mails to begin with")
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--finds", type=Path, default=Path("finds"), help="where failing mails are written")
    parser.add_argument("--chance", type=int, default=0, help="where the random numbers begin")
    return parser.parse_args()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _at_random(asked: Namespace, seeds: list[bytes]) -> None:
    run = Run(import_module("tests.fuzz.stage").run, asked.finds, asked.seconds)
    chance = Random(asked.chance)
    while True:
        run.once(mutated(chance.choice(seeds), seeds, chance))


def _led(atheris: Any, asked: Namespace, seeds: list[bytes]) -> None:
    """Atheris: code that it has seen grow is followed; half of the mutations are ours."""
    with atheris.instrument_imports(include=["pipeline", "email", "flufl"]):
        run = Run(import_module("tests.fuzz.stage").run, asked.finds, asked.seconds)

    def mutate(raw: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        changed = mutated(raw, seeds, chance) if chance.random() < 0.5 else atheris.Mutate(raw, most)
        return bytes(changed[:most])

    options = [
        f"-max_len={LONGEST}",
        f"-timeout={HANGS}",
        "-rss_limit_mb=2048",
        "-print_final_stats=0",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, *map(str, asked.seeds)], run.once, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
