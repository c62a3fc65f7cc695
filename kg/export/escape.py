"""How a text is written in each language, so that nothing in it is read as code: every rule of escaping in one place.

Comes in: any text. Goes out: what stands between the quotes, tags or braces of that language.
"""

from __future__ import annotations

import re

#: Line breaks and tabs are written as references because parsers turn them into spaces inside attributes.
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
#: Those, and what no XML 1.0 document can hold, not even escaped (section 2.2, Char).
_XML_SIGN = re.compile('[&<>"]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
#: Signs inside a word are read as such; at its edge they begin a list, a comment or a directive.
_MERMAID = re.compile(r"(?<![A-Za-z0-9])[-+./]|[-+./](?![A-Za-z0-9])|[^\x80-\U0010ffffA-Za-z0-9 ,()+./-]")
#: What stands in no address (RFC 3986, section 2): Graphviz passes quotes on into its SVG as they are.
_NO_ADDRESS = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')
_DOT = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})
_LATEX = str.maketrans(
    {
        **{char: f"\\{char}" for char in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)
#: What makes a spreadsheet take a cell for a formula, with the full-width forms that some of them fold (CWE-1236).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def xml(text: str) -> str:
    """For an element or a quoted attribute; what XML cannot hold becomes U+FFFD.

    >>> xml('a <b> & "c"')
    'a &lt;b&gt; &amp; &quot;c&quot;'
    """
    return _XML_SIGN.sub(lambda sign: _XML.get(sign[0], "\ufffd"), text)


def line(text: str) -> str:
    """One line without control characters."""
    return " ".join(_CONTROL.sub("", text).split())


def mermaid(text: str) -> str:
    """For a quoted label: every ASCII sign that Mermaid, Markdown or HTML could read becomes a numeric entity.

    >>> mermaid('LeNet-5 "end" %% <b>')
    'LeNet-5 #34;end#34; #37;#37; #60;b#62;'
    """
    return _MERMAID.sub(lambda sign: f"#{ord(sign[0])};", line(text) or "?")


def dot(text: str) -> str:
    r"""For a quoted string of Graphviz, which knows backslash escapes and HTML entities.

    >>> print(dot('a "b" \\N &lt;'))
    a \"b\" \\N &amp;lt;
    """
    return line(text).translate(_DOT)


def latex(text: str) -> str:
    """For a braced field of BibTeX: signs of LaTeX as commands, all other letters as they are, braces balanced.

    >>> latex("50% of {A & B} by Müller")
    '50\\\\% of \\\\textbraceleft{}A \\\\& B\\\\textbraceright{} by Müller'
    """
    return line(text).translate(_LATEX)


def address(url: str) -> str:
    """For an address anywhere: signs that no address holds are percent-encoded, so that none ends what it stands in.

    >>> address('https://example.org/" onclick="')
    'https://example.org/%22%20onclick=%22'
    """
    return _NO_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", url)


def cell(text: str) -> str:
    """For a cell of a table that opens in a spreadsheet: a formula gets an apostrophe in front and stays text.

    >>> cell("=1+1"), cell("ResNet")
    ("'=1+1", 'ResNet')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
