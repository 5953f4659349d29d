"""The last step before tesseract: this process takes its walls upon itself and then becomes tesseract.

Started as a program by `ocr.py`; apart from it because what runs here counts against those walls.
"""

import os
import sys

from pipeline.outside.cage_walls import allow_seconds, confine


def main() -> None:
    """Confine this process to the seconds and bytes named, and become the program that follows."""
    seconds, memory, *command = sys.argv[1:]
    confine({"cpu": int(seconds), "memory": int(memory)})
    allow_seconds(int(seconds))
    os.execve(command[0], command, dict(os.environ))  # noqa: S606 -- the program was named by the office


if __name__ == "__main__":
    main()
