"""What a run of several hosts has to tell at its end."""

LINES: list[str] = []
