"""The paragraphs of a plain text whose lines were broken for sending only (format=flowed, RFC 3676).

Apart from the charset because it needs what the mail says of its lines. Quoted lines stay as they are: by
their length the cutting knows what a program has wrapped without its mark.
"""

from email.message import Message

from pipeline.mail import quotation

#: the line above a signature, which ends in a space and is whole
_DELIMITER = "-- "


def unwrapped(text: str, part: Message) -> str:
    """The text with a line for each paragraph, where the mail says that its lines were broken softly."""
    if _said(part, "format") != "flowed":
        return text
    spaceless = _said(part, "delsp") == "yes"
    whole: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        stands_alone = not line.strip() or quotation.is_quoted(line) or line == _DELIMITER
        words = line if stands_alone else line.removeprefix(" ")
        if goes_on and not stands_alone and not _introduces(words):
            whole[-1].append(words)
        else:
            whole.append([words])
        goes_on = not stands_alone and words.endswith(" ")
        if goes_on and spaceless:
            whole[-1][-1] = words[:-1]
    return "\n".join("".join(pieces) for pieces in whole)


def _introduces(line: str) -> bool:
    """Whether an older mail begins here; a space that somebody left above it joins it to no words."""
    return (
        quotation.is_marker(line)
        or quotation.is_separator(line)
        or quotation.is_forward(line)
        or quotation.is_attribution([line], quote_follows=True)
    )


def _said(part: Message, name: str) -> str:
    """What the mail says of its text, in lower case."""
    try:
        return str(part.get_param(name, "")).strip().lower()
    except (ValueError, LookupError, TypeError):
        return ""
