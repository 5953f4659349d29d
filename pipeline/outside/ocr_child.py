"""The last step before tesseract: a child takes its walls upon itself and then becomes tesseract.

Apart from `ocr.py` because what runs here counts against those walls.
"""

import json
import os
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.outside.cage_filter import narrow, stay_alone
from pipeline.outside.cage_sight import DEVICES
from pipeline.outside.cage_walls import allow_seconds, confine
from pipeline.outside.cage_watch import attend


def read(control: socket.socket, order: Mapping[str, Any], files: Sequence[int]) -> None:
    """Run the program on the first file, its words going to the second; then say how it ended."""
    given, said = files

    def become() -> None:
        os.dup2(given, 0)
        os.dup2(said, 1)
        narrow(order["seen"], (*DEVICES, *order["written"]))
        confine(order)
        stay_alone(programs=True)
        allow_seconds(order["cpu"])
        # Threads make tesseract six times slower on two processors, and the walls forbid them.
        os.execve(order["command"][0], order["command"], {"OMP_THREAD_LIMIT": "1"})  # noqa: S606 -- the office's

    code = attend(control, become, order["seconds"])
    for file in files:
        os.close(file)
    control.send(json.dumps({"code": code}).encode())
