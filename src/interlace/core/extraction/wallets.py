"""Addresses on public ledgers in a text: over several lines, and mended only where the checksum then holds."""

import itertools
import re
from collections.abc import Iterator

from interlace.core.extraction.candidates import CandidateType, Confidence, Origin
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.words import WordsBeside
from interlace.core.identifiers import Identifier, parse_iban, parse_wallet
from interlace.core.identifiers.accounts import looks_like_iban

_PIECE = re.compile(r"[A-Za-z0-9]{2,}")
# How an address begins: a ledger's prefix, or a version of base58.
_BEGINNING = re.compile(
    r"(?<![A-Za-z0-9])(?:0[xX]|xdc|T|[13mn2LMDrX489A]|bc1|tb1|ltc1|addr1|[EU]Q|[qp]|G)[A-Za-z0-9]{3,}"
)
_MOST_PIECES = 12
_LONGEST = 110
_SHORTEST = 26
_GAP = re.compile(r"[ \u200b]*\n?[ >|]*")
_SHORTENED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{3,12}(?:…|\.{2,4}|\*{2,})[A-Za-z0-9]{3,12}(?![A-Za-z0-9])")
# Letters that a scanner puts for others; base58 has no 0, O, I and l at all.
_LOOK_ALIKES = {"0": "oDQ", "O": "oQD", "I": "1iL", "l": "1iL", "5": "S", "S": "5", "8": "B", "B": "8", "1": "iL"}
_MOST_MENDINGS = 400
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}(?![A-Za-z0-9])", re.MULTILINE)


def find_wallets(reading: Reading, words: WordsBeside) -> None:
    """Propose addresses whose checksum holds; shortened ones name nobody and are left out."""
    for match in reading.matches(_BEGINNING, text=reading.raw):
        for end, joined in _joined(reading.raw, match.start()):
            found, rule = _read(joined, reading.origin)
            if found is not None and (found.warnings == () or end == match.end()):
                is_checked = not any(warning.code == "wallet_checksum_unverified" for warning in found.warnings)
                if not is_checked and words.nearest(match.start(), frozenset({"wallet"})) is None:
                    continue
                reading.propose(
                    CandidateType.WALLET,
                    match.start(),
                    end,
                    normal=found.display if found.detail["ledger"] == "ethereum" else found.normal,
                    confidence=Confidence.SURE if is_checked else Confidence.POSSIBLE,
                    rule=rule,
                )
                break
    for match in reading.matches(_SHORTENED, text=reading.raw):
        reading.block(*match.span())


def _joined(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The value that begins here, piece by piece: as one word, with the next line, with the line after it."""
    joined, place = "", start
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(text, place)
        if piece is None:
            return
        joined += piece[0]
        if len(joined) > _LONGEST:
            return
        if len(joined) >= _SHORTEST:
            yield piece.end(), joined
        gap = _GAP.match(text, piece.end())
        place = gap.end() if gap else piece.end()


def _read(written: str, origin: Origin) -> tuple[Identifier | None, str]:
    found = parse_wallet(written)
    if isinstance(found, Identifier):
        return found, "wallet_checksum"
    if origin is Origin.SCANNED and _SHORTEST <= len(written) <= 62:
        return _mended(written), "wallet_mended_until_checksum_held"
    return None, ""


def _mended(written: str) -> Identifier | None:
    """The address with look-alikes exchanged, if exactly one exchange makes the checksum hold."""
    if written[:2].lower() == "0x":
        digits = written[2:].translate(str.maketrans("OoQDlISsBZz", "00001155822")) if len(written) == 42 else ""
        found = parse_wallet("0x" + digits.lower()) if digits else None
        return found if isinstance(found, Identifier) else None
    choices = [(letter, *_LOOK_ALIKES.get(letter, "")) for letter in written]
    impossible = sum(letter in "0OIl" for letter in written)
    if impossible == 0 or impossible > 4:
        return None
    choices = [options[1:] if options[0] in "0OIl" else (options[0],) for options in choices]
    tried = itertools.islice(itertools.product(*choices), _MOST_MENDINGS)
    right = [found for letters in tried if isinstance(found := parse_wallet("".join(letters)), Identifier)]
    return right[0] if len(right) == 1 and not right[0].warnings else None


def find_ibans(reading: Reading) -> None:
    """Propose international account numbers whose check digits hold, shorter readings last."""
    for match in reading.matches(_IBAN, text=reading.raw):
        written = match[0]
        while looks_like_iban(written):
            if isinstance(found := parse_iban(written), Identifier):
                reading.propose(
                    CandidateType.IBAN,
                    match.start(),
                    match.start() + len(written),
                    normal=found.normal,
                    confidence=Confidence.SURE,
                    rule="iban_check_digits",
                )
                break
            shorter = re.sub(r"[ -]?[A-Z0-9]+$", "", written)
            written = shorter
