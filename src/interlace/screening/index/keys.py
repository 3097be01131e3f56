"""Hashes by which values are found, the same in every process and on every machine.

Identifiers by 64 bits: two never meet by chance. Words by 32: what meets by chance is compared letter by letter, and as
few bytes as can be make the index small.
"""

from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from interlace.screening.index.records import BirthDate, IndexRecord, NameToken, RecordKey

MAX_TOKEN_BYTES = 32
SHORTEST_WITH_DELETIONS = 4  # a letter less of "kim" is shared by far too many
SHORTEST_FAMILY = 3  # "tn" holds tan, dun and tien: that says nothing
SPELLING_BIT = 1
"""Set in the keys of a spelling family, which are evidence in themselves; a deletion key only suggests a comparison."""


def hash64(data: bytes) -> int:
    """A stable 64-bit hash. Not a secret: what may be found is decided by labels, never by hiding keys."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def identifier_hash(canonical_key: str) -> int:
    """The hash by which an identifier is found."""
    return int.from_bytes(identifier_digest(canonical_key), "little")


def identifier_digest(canonical_key: str) -> bytes:
    """The same as bytes, the least first."""
    return blake2b(b"v:" + canonical_key.encode(), digest_size=8).digest()


def token_text(text: str) -> bytes:
    """The bytes of a token that are kept and compared."""
    return text.encode()[:MAX_TOKEN_BYTES]


def token_identity(text: bytes, keys: tuple[str, ...]) -> int:
    """Two tokens are one only if text and keys agree: nobody's record may add a key to another's token."""
    return hash64(b"\0".join((text, *(key.encode() for key in sorted(set(keys))))))


def exact_key(text: bytes) -> int:
    """The key that only the same text has, and longer ones without one letter."""
    return _plain(_TEXT, text)


def token_keys(text: bytes, keys: tuple[str, ...]) -> list[int]:
    """Every key under which a token is found, those of its spelling families first."""
    families = sorted({crc32(key.encode(), _FAMILY) | SPELLING_BIT for key in keys if len(key) >= SHORTEST_FAMILY})
    plain = {exact_key(text)}
    if len(text) >= SHORTEST_WITH_DELETIONS:
        plain.update(_plain(_TEXT, shorter) for shorter in _deletions(text))
    for key in keys:
        plain.update(_family_deletions(key.encode()))
    if len(text) == 1:
        plain.add(initial_key(text))
    return families + sorted(plain)


@lru_cache(maxsize=65536)
def sought_keys(text: bytes, keys: tuple[str, ...]) -> tuple[int, ...]:
    """Every key that a word of a question looks under: those of the word, and bare initials that may stand for it."""
    found = token_keys(text, keys)
    return tuple(found if len(text) == 1 else [*found, initial_key(text)])


def initial_key(text: bytes) -> int:
    """The key under which a whole word finds the bare initial it may stand for."""
    return _plain(_INITIAL, text[:1])


# What a checksum begins with: what is of one kind never meets what is of another by being the same.
_TEXT, _FAMILY, _DELETION, _INITIAL = (crc32(kind) for kind in (b"t:", b"k:", b"d:", b"i:"))


def _family_deletions(key: bytes) -> set[int]:
    if len(key) < SHORTEST_WITH_DELETIONS:
        return set()
    return {_plain(_DELETION, shorter) for shorter in (key, *_deletions(key))}


def _deletions(text: bytes) -> set[bytes]:
    return {text[:place] + text[place + 1 :] for place in range(len(text))}


def _plain(kind: int, data: bytes) -> int:
    return crc32(data, kind) & ~SPELLING_BIT


class HashedRecord:
    """A record as it is stored and logged: identifiers only as hashes."""

    __slots__ = ("birth_dates", "identifiers", "key", "names", "row")

    def __init__(
        self,
        key: RecordKey,
        row: int,
        names: tuple[tuple[tuple[NameToken, ...], int], ...],
        identifiers: tuple[tuple[int, int], ...],
        birth_dates: tuple[tuple[BirthDate, int], ...],
    ) -> None:
        self.key = key
        self.row = row
        self.names = names
        self.identifiers = identifiers
        self.birth_dates = birth_dates

    @property
    def says_anything(self) -> bool:
        """Whether there is anything that a search could find."""
        return bool(self.names or self.identifiers or self.birth_dates)

    @classmethod
    def of(cls, record: IndexRecord) -> "HashedRecord":
        """The record as the index keeps it."""
        return cls(
            record.key,
            record.row,
            record.names,
            tuple((identifier_hash(key), label) for key, label in record.identifiers),
            record.birth_dates,
        )
