"""Which attachments of a reply can be the draft, the signed letter, or a proof."""

from collections.abc import Sequence

from pipeline.mail.facts import Attachment, Facts

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: what word processors save that is no .docx
OTHER_DRAFTS = (".doc", ".odt", ".rtf", ".docm")


def files(facts: Facts) -> tuple[Attachment, ...]:
    """All attachments but the pictures of a signature and what lies in attached mails, the same file once."""
    own = (each for each in facts.attachments if not each.inline and not each.within)
    return tuple({each.sha256: each for each in own}.values())


def drafts(facts: Facts) -> tuple[Attachment, ...]:
    """The .docx that may be a returned draft; those that say so of themselves go before any other."""
    found = [each for each in files(facts) if each.draft or each.media_type == DOCX or _ends(each, ".docx")]
    ours = [each for each in found if is_ours(each)]
    return tuple(ours or found)


def is_ours(attachment: Attachment) -> bool:
    """Whether the file says of itself that it is a draft of ours."""
    return attachment.draft is not None and attachment.draft.found_by != ""


def foreign_drafts(facts: Facts) -> tuple[Attachment, ...]:
    """Texts in a form that cannot be taken as a draft."""
    return tuple(each for each in files(facts) if _ends(each, *OTHER_DRAFTS))


def signed_letters(facts: Facts) -> tuple[Attachment, ...]:
    """The PDFs that may be the signed letter; those with a signature go before any other."""
    found = [each for each in files(facts) if each.media_type == "application/pdf" or _ends(each, ".pdf")]
    signed = [each for each in found if each.signature and each.signature.present]
    return tuple(signed or found)


def is_signed(facts: Facts) -> bool:
    """Whether one of the PDFs bears a signature."""
    return any(each.signature and each.signature.present for each in signed_letters(facts))


def digests(attachments: Sequence[Attachment]) -> tuple[str, ...]:
    """Their SHA-256."""
    return tuple(each.sha256 for each in attachments)


def _ends(attachment: Attachment, *endings: str) -> bool:
    return attachment.name.casefold().endswith(endings)
