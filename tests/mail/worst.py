"""Texts and pages that a careless reader would take minutes for; each is as long as it is asked to be."""

#: what a text is filled with
TEXTS = {
    "newlines": "\n",
    "marks in one line": "> ",
    "marked lines": "> x\n",
    "marked empty lines": ">\n",
    "On in one line": "On ",
    "Pada in one line": "Pada ",
    "lines that open": "Pada\n",
    "lines that open and end with a colon": "Pada:\n",
    "senders in one line": "From: ",
    "senders": "Dari: a\n",
    "headers without a sender": "Kepada: a\nDikirim: b\n\n",
    "colons": "a:\n",
    "introductions": "Pada 2026 08.15 @ menulis\n",
    "dates and times": "20.08.2026 08:15 ",
    "rules": "-",
    "drawn lines": "- " * 120 + "\n",
    "underscores": "_" * 40 + "\n",
    "white space": " \t",
    "hard spaces": "\xa0",
    "delimiters": "-- \n",
    "advertising": "Dikirim dari iPhone saya\n",
    "advertising in one line": "Dikirim dari ",
    "farewells": "Salam,\n",
    "farewells with empty lines": "x\nSalam,\n\n\n",
    "thanks": "Terima kasih\n",
    "thanks in one line": "Demikian terima ",
    "posts": "Kepala Balai\n",
    "posts apart": "Kepala Balai\n\n",
    "posts with an address": "\nKepala Balai\nHP 0812\nx.\n",
    "addresses": "a@",
    "digits": "0 ",
    "notices": "Pesan ini rahasia\n",
    "notices in one line": "Pesan ini rahasia ",
    "warnings": "CAUTION: ",
    "forwards": "---------- Pesan ",
    "our own line": "--- Tulis jawaban di atas ",
}

#: what a page is filled with
PAGES = {
    "blocks": "<div></div>",
    "nested blocks": "<div>",
    "line ends": "<br>x",
    "quotations": "<blockquote>x</blockquote>",
    "nested quotations": "<blockquote>x",
    "introductions": "<div class=gmail_attr>x</div>",
    "nested introductions": "<div class=gmail_attr>",
    "dividers": "<hr id=zwchr>",
    "signatures": "<div id=Signature>x</div>",
    "comments": "<!-- originalMessage -->",
    "prefixes": '<div id="' + "x_" * 400 + '">x</div>',
    "styles": '<div style="' + "border : none ;" * 40 + '">x</div>',
    "hard spaces": "<p>&nbsp;</p>",
    "cells": "<td>",
    "paragraphs": "<p>x",
    "paragraphs of a hard space": "<p>\xa0",
    "lines drawn": "<hr>x",
    "items": "<li>x",
    "attributes": "<p a>x",
    "empty comments": "<!>x",
    "open tags": "<",
}


def filled(piece: str, size: int) -> str:
    """At most `size` characters of it."""
    return piece * (size // len(piece))


def deep(size: int) -> str:
    """A page whose lines stand in as many quotations as are read at all."""
    return "<blockquote>" * 990 + filled("<br>x", size)
