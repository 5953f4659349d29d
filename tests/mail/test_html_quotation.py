import pytest

from pipeline.mail.html import html_text
from pipeline.mail.html_quotation import DELIMITER, DIVIDER
from pipeline.mail.reply import cut

DIVIDING = [
    '<div id="appendonsend"></div>',
    '<div id="divRplyFwdMsg">x</div>',
    '<div id="x_divRplyFwdMsg">x</div>',
    '<div id="m_-123456divRplyFwdMsg">x</div>',
    '<div id="mail-editor-reference-message-container">x</div>',
    '<div class="ms-outlook-mobile-reference-message skipProofing">x</div>',
    '<span id="OLK_SRC_BODY_SECTION">x</span>',
    '<a name="_MailOriginal">x</a>',
    '<hr id="zwchr">',
    '<hr data-marker="__DIVIDER__">',
    '<div data-marker="__QUOTED_TEXT__">x</div>',
    '<div id="yahoo_quoted_0123456789">x</div>',
    '<div class="ydp1a2b3cyahoo_quoted">x</div>',
    "<!-- originalMessage -->",
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>x</div>",
    '<div style="padding:3pt 0in 0in;border-width:1pt medium medium;border-style:solid none none">x</div>',
]
INTRODUCING = [
    '<div class="moz-cite-prefix">Zzz</div>',
    '<div dir="ltr" class="gmail_attr">Zzz<br></div>',
    '<p id="reply-intro">Zzz</p>',
    '<div class="gmail_attr"><b>Zzz</b></div>',
]
SIGNING = [
    '<div id="Signature">Kepala Balai</div>',
    '<div id="ms-outlook-mobile-signature">Kepala Balai</div>',
    '<div id="AppleMailSignature">Kepala Balai</div>',
    '<div id="composer_signature">Kepala Balai</div>',
    '<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Kepala Balai</div>',
    '<pre class="moz-signature">Kepala Balai</pre>',
    '<div class="protonmail_signature_block">Kepala Balai</div>',
]
PLAIN = [
    '<div id="setuju">Ya.</div>',
    '<div id="ymail_android_signature">Ya.</div>',
    '<div class="gmail_quote">Ya.</div>',
    '<div id="divRplyFwdMsg2">Ya.</div>',
    '<div style="border-top:solid black 1.0pt">Ya.</div>',
    '<p style="border:none;border-top:solid #E1E1E1 1.0pt">Ya.</p>',
    "<!-- original --><div>Ya.</div>",
    '<div id="Signature"></div><div>Ya.</div>',
]


@pytest.mark.parametrize("element", DIVIDING)
def test_what_a_program_puts_above_the_older_mail_divides(element: str) -> None:
    text = html_text(f"<div>Setuju.</div>{element}<div>Lama.</div>")

    assert (text.split("\n")[:2], cut(text).own) == (["Setuju.", DIVIDER], "Setuju.")


@pytest.mark.parametrize("element", INTRODUCING)
def test_an_introduction_in_a_language_we_do_not_know_is_marked(element: str) -> None:
    text = html_text(f"<div>Setuju.</div>{element}<div>Baik.</div>")

    assert [line for line in text.split("\n") if line.strip("> ")] == ["Setuju.", "> Zzz", "Baik."]


@pytest.mark.parametrize("element", SIGNING)
def test_a_signature_is_told_from_the_words_above_it(element: str) -> None:
    text = html_text(f"<div>Setuju.</div>{element}")

    assert text == f"Setuju.\n{DELIMITER}\nKepala Balai"


@pytest.mark.parametrize("element", PLAIN)
def test_another_element_divides_and_signs_nothing(element: str) -> None:
    assert html_text(f"<div>Setuju.</div>{element}").split() == ["Setuju.", "Ya."]


def test_the_head_of_a_forwarded_mail_is_no_introduction() -> None:
    text = html_text('<div class="gmail_attr"> ---------- Forwarded message ---------<br>Dari: A</div>')

    assert text == "---------- Forwarded message ---------\nDari: A"


def test_a_mail_is_divided_once() -> None:
    assert html_text("a" + "".join(DIVIDING) + "b").count(DIVIDER) == 1


def test_nothing_divides_inside_a_quotation() -> None:
    assert html_text('<blockquote>a<hr id="zwchr">b</blockquote>') == "> a\n>\n> b"


def test_a_forwarded_mail_below_a_divider_is_kept_where_nothing_was_written() -> None:
    text = html_text('<div id="divRplyFwdMsg">Dari: Pelanggan</div><div>LHU salah.</div>')

    assert "LHU salah." in cut(text).own


def test_the_answer_between_two_quotations_in_gmails_element_is_kept() -> None:
    page = (
        '<div class="gmail_quote"><div class="gmail_attr">Pada … menulis:</div><blockquote>a</blockquote>'
        "<div>Setuju.</div><blockquote>b</blockquote></div>"
    )

    assert cut(html_text(page)).own == "Setuju."


def test_an_empty_paragraph_of_office_programs_is_an_empty_line() -> None:
    assert (
        html_text("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>") == "a\n\nb"
    )


def test_hard_spaces_at_the_beginning_of_a_line_are_no_words() -> None:
    assert html_text("<div>&nbsp; &nbsp;Setuju.</div>") == "Setuju."
