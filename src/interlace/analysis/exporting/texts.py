"""Texts of others as XML can hold them."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, production 2: what is no character of a document, escaped or not."""


def written(text: str) -> str:
    """The text without the signs that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)
