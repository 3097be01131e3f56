"""Numbers of things that belong to nobody: each is valid in form and lies where exercises may use it.

Telephone numbers come from the ranges kept for fiction; when those are used up, numbers come again, as recycled
numbers do in life. Wallets are hashes with the right checksum, so nobody has their key. Account and passport numbers
begin with marks that no issuer is known to use. Domains end in `.example` (RFC 2606).
"""

import hashlib
from bisect import bisect_right
from functools import cache

from interlace.core.identifiers.encodings import ethereum_checksummed, to_base58check
from interlace.core.identifiers.exercise_ranges import EXERCISE_RANGES

_STRIDE = 7_919  # a prime that divides no sum of the ranges, so that neighbours get numbers of different countries
_AREA_CODES = range(200, 1000)


@cache
def _ranges() -> tuple[tuple[str, int], ...]:
    """Beginnings of numbers with the count of digits that follow."""
    abroad = [
        (f"+{code}{beginning}", length - len(beginning))
        for code, ranges in EXERCISE_RANGES.items()
        for beginning, length in ranges
    ]
    # ATIS/NANPA: 555-0100 to 555-0199 in any area code.
    return (*abroad, *((f"+1{area}55501", 2) for area in _AREA_CODES))


@cache
def phone_count() -> int:
    """How many different telephone numbers there are."""
    return sum(10**digits for _, digits in _ranges())


@cache
def _ends() -> tuple[int, ...]:
    end, ends = 0, []
    for _, digits in _ranges():
        end += 10**digits
        ends.append(end)
    return tuple(ends)


def phone(number: int) -> str:
    """The exercise phone with this number."""
    place = number * _STRIDE % phone_count()
    at = bisect_right(_ends(), place)
    beginning, digits = _ranges()[at]
    within = place - (_ends()[at] - 10**digits)
    return f"{beginning}{within:0{digits}}" if digits else beginning


def tron_wallet(name: str) -> str:
    """A TRON address that nobody has the key of."""
    return to_base58check(b"\x41" + _hash(name))


def bitcoin_wallet(name: str) -> str:
    """A Bitcoin address that nobody has the key of."""
    return to_base58check(b"\x00" + _hash(name))


def ethereum_wallet(name: str) -> str:
    """An Ethereum address that nobody has the key of."""
    return "0x" + ethereum_checksummed(_hash(name).hex())


def _hash(name: str) -> bytes:
    return hashlib.sha256(f"interlace exercise wallet {name}".encode()).digest()[:20]


def account(number: int) -> str:
    """An account number with four leading zeros."""
    return f"0000-{number // 10_000_000 % 1000:03}-{number % 10_000_000:07}"


def passport(number: int) -> str:
    """A passport number that begins like those of Utopia (the specimen state of ICAO 9303)."""
    return f"UT{number:08}"


def domain(word: str, number: int) -> str:
    """An address of a web page under a top-level domain that nobody can register."""
    return f"https://{word.lower()}-{number}.example"
