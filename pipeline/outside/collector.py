"""Python's collector of cycles, held back in processes that run for long.

Apart because the daemon and the cage's readers both begin with everything imported, some hundred thousand
objects that stay: to walk over them again and again takes a twelfth of the daemon's time.
"""

import gc

#: objects that have come since the last walk and are still there, for the next one; Python's own 700 suit
#: a program that makes little
_MANY = 20_000


def hold_back() -> None:
    """Leave what there is now alone for good, and look through what comes later seldom."""
    gc.collect()
    gc.freeze()
    _, older, oldest = gc.get_threshold()
    gc.set_threshold(_MANY, older, oldest)


def clear_up() -> None:
    """Look through what came later now: an error that is over holds what was at hand, such as a mail."""
    gc.collect()
