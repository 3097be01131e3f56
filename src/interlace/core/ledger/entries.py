"""What a leaf commits to: the written form of an entry, and the salted digest that hides it."""

import hashlib
import json
from collections.abc import Mapping, Sequence

JsonValue = str | int | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]

SALT_BYTES = 32

PADDING_ENTRY = '{"event":"padding"}'
"""The entry of a leaf that stands for no act and keeps the size of the log from telling how busy the node is."""


class NotWritable(ValueError):
    """The value has no single written form: a float, a key that is no text, or text that is not Unicode."""


def canonical(value: JsonValue) -> str:
    """The one written form of a value: keys in order of their code points, no spaces, no floats."""
    return json.dumps(_writable(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commitment(salt: bytes, entry: str) -> bytes:
    """The digest that binds the log to an entry and, without the salt, tells nothing about it."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(salt + entry.encode()).digest()


def _writable(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return _unicode(value)
        case Mapping():
            return {_key(key): _writable(item) for key, item in value.items()}
        case list() | tuple():
            return [_writable(item) for item in value]
        case _:
            raise NotWritable(f"an entry cannot hold a {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotWritable("the keys of an entry are text")
    return _unicode(key)


def _unicode(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotWritable("the text of an entry is Unicode without half characters") from None
    return str(text)  # a word of a StrEnum is written as plain text
