"""Hashes by which values are found: 64 bits, the same in every process and on every machine."""

from hashlib import blake2b

from interlace.screening.index.records import IndexRecord, NameToken, RecordKey

MAX_TOKEN_BYTES = 32
SHORTEST_WITH_DELETIONS = 4  # a letter less of "kim" is shared by far too many
SPELLING_BIT = 1
"""Set in the keys of a spelling family, which are evidence in themselves; a deletion key only suggests a comparison."""


def hash64(data: bytes) -> int:
    """A stable 64-bit hash. Not a secret: what may be found is decided by labels, never by hiding keys."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def identifier_hash(canonical_key: str) -> int:
    """The hash by which an identifier is found."""
    return hash64(b"v:" + canonical_key.encode())


def token_text(text: str) -> bytes:
    """The bytes of a token that are kept and compared."""
    return text.encode()[:MAX_TOKEN_BYTES]


def token_identity(text: bytes, keys: tuple[str, ...]) -> int:
    """Two tokens are one only if text and keys agree: nobody's record may add a key to another's token."""
    return hash64(b"\0".join((text, *(key.encode() for key in sorted(set(keys))))))


def exact_key(text: bytes) -> int:
    """The key that only the same text has."""
    return _plain(b"t:" + text)


def token_keys(text: bytes, keys: tuple[str, ...]) -> list[int]:
    """Every key under which a token is found, those of its spelling families first."""
    families = sorted({hash64(b"k:" + key.encode()) | SPELLING_BIT for key in keys})
    plain = {exact_key(text)}
    if len(text) >= SHORTEST_WITH_DELETIONS:
        plain.update(_plain(b"t:" + shorter) for shorter in _deletions(text))
    for key in keys:
        plain.update(_family_deletions(key.encode()))
    if len(text) == 1:
        plain.add(initial_key(text))
    return families + sorted(plain)


def initial_key(text: bytes) -> int:
    """The key under which a whole word finds the bare initial it may stand for."""
    return _plain(b"i:" + text[:1])


def _family_deletions(key: bytes) -> set[int]:
    if len(key) < SHORTEST_WITH_DELETIONS:
        return set()
    return {_plain(b"d:" + shorter) for shorter in (key, *_deletions(key))}


def _deletions(text: bytes) -> set[bytes]:
    return {text[:place] + text[place + 1 :] for place in range(len(text))}


def _plain(data: bytes) -> int:
    return hash64(data) & ~SPELLING_BIT


class HashedRecord:
    """A record as it is stored and logged: identifiers only as hashes."""

    __slots__ = ("birth_years", "identifiers", "key", "names", "row")

    def __init__(
        self,
        key: RecordKey,
        row: int,
        names: tuple[tuple[tuple[NameToken, ...], int], ...],
        identifiers: tuple[tuple[int, int], ...],
        birth_years: tuple[tuple[int, int], ...],
    ) -> None:
        self.key = key
        self.row = row
        self.names = names
        self.identifiers = identifiers
        self.birth_years = birth_years

    @property
    def says_anything(self) -> bool:
        """Whether there is anything that a search could find."""
        return bool(self.names or self.identifiers or self.birth_years)

    @classmethod
    def of(cls, record: IndexRecord) -> "HashedRecord":
        """The record as the index keeps it."""
        return cls(
            record.key,
            record.row,
            record.names,
            tuple((identifier_hash(key), label) for key, label in record.identifiers),
            record.birth_years,
        )
