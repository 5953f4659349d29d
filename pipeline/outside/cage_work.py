"""A worker's life: jobs from their bytes to their end, one after the other while they stay clean.

Apart from the process that makes workers because the jobs themselves are written against this, and that
process is started as a program.
"""

import os
import socket
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Never

from pipeline.outside.cage_filter import stay_alone
from pipeline.outside.cage_walls import DONE, FAILED, LACKING, allow_seconds, confine
from pipeline.outside.cage_wire import Broken, receive_frames, send_frames


@dataclass(frozen=True, slots=True)
class Done:
    """What a job gives."""

    frames: Sequence[bytes]
    #: only Python's own code has seen the bytes, so the worker may do another job
    clean: bool = False


#: frames in, frames out; it may raise whatever it likes
Job = Callable[..., Done]


def work(jobs: Mapping[str, Job], order: Mapping[str, Any], file: int) -> Never:
    """Jobs, from their bytes to their end; nothing of this process survives them."""
    code = FAILED
    try:
        confine(order)
        stay_alone()
        with socket.socket(fileno=file) as wire:
            clean = True
            while clean:
                name, *frames = receive_frames(wire)
                allow_seconds(order["cpu"])
                done = jobs[name.decode()](*frames)
                clean = done.clean
                send_frames(wire, [b"clean" if clean else b"", *done.frames])
        code = DONE
    except MemoryError:
        code = LACKING
    except Broken:
        pass
    except BaseException:  # noqa: BLE001 -- the process ends here, and its exit code tells
        traceback.print_exc()
    finally:
        os._exit(code)
