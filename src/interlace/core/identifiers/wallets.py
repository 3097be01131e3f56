"""Addresses on public ledgers. The checksum decides; nothing that fails it is mended."""

import re
from functools import lru_cache

import base58

from interlace.core.characters import plain
from interlace.core.identifiers import encodings
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.identifiers.ledgers import (
    BECH32_ACCOUNTS,
    EXTENDED_KEYS,
    PRIVATE_KEY_VERSIONS,
    SEGWIT,
    TICKERS,
    TOKENS,
    VERSIONS_21,
    VERSIONS_LONG,
    Version,
)
from interlace.core.problems import Problem

EMPTY = Problem("wallet_empty")
UNKNOWN_FORM = Problem("wallet_form_unknown")
CHECKSUM_WRONG = Problem("wallet_checksum_wrong")
LETTER_CASE_WRONG = Problem("wallet_letter_case_wrong")  # the checksum is in the case of the letters
PRIVATE_KEY = Problem("wallet_private_key")
EXTENDED_KEY = Problem("wallet_extended_key")
NOT_AN_ADDRESS = Problem("wallet_not_an_address")  # a transaction, block or payment id
# Warnings
UNVERIFIED = Problem("wallet_checksum_unverified")
TEST_NETWORK = Problem("wallet_test_network")
OTHER_LEDGER = Problem("wallet_ledger_differs")
WITHOUT_LETTER_CASE = Problem("wallet_without_letter_case")  # an EIP-55 checksum was possible and is not used

_SCHEME = re.compile(r"^(?:bitcoin|ethereum|litecoin|tron|dogecoin|dash|monero|ripple|stellar):(?://)?", re.IGNORECASE)
_QUERY = re.compile(r"\?.*$")
_EVM = re.compile(r"(?:0x|0X|xdc)([0-9a-fA-F]*)")
_HEXADECIMAL_ID = re.compile(r"[0-9a-fA-F]{64}")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{25,120}")
_RIPPLE = re.compile(r"r[1-9A-HJ-NP-Za-km-z]{24,34}")
_BECH32 = re.compile(r"[a-z][a-z0-9_]{0,20}1[023456789acdefghjklmnpqrstuvwxyz]{6,300}")
_CASHADDR = re.compile(r"(?:(bitcoincash|bchtest|ecash):)?([qp][023456789acdefghjklmnpqrstuvwxyz]{41})")
_STELLAR = re.compile(r"[GM][A-Z2-7]{55,68}")
_TON = re.compile(r"[EUk0][Qf][A-Za-z0-9+/_-]{46}")
_ANYTHING_PLAUSIBLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{2,127}")
_LEGACY_SEGWIT_VERSION = 0


def parse_wallet(raw: str, *, ledger: str | None = None) -> Parsed:
    """Read an address; `ledger` is a name or ticker that the source gives (`XBT`, `tron`), if it gives one."""
    return _parse(raw, _ledger_name(ledger))


def _ledger_name(given: str | None) -> str | None:
    ticker = given.strip().upper() if given else ""
    return None if not ticker or ticker in TOKENS else TICKERS.get(ticker, ticker.lower())


@lru_cache(maxsize=16_384)
def _parse(raw: str, ledger: str | None) -> Parsed:
    text = _QUERY.sub("", _SCHEME.sub("", plain(raw)))
    if not text:
        return EMPTY
    found = _recognised(text, ledger)
    if isinstance(found, Problem):
        return found
    actual = found.detail["ledger"]
    if ledger is None or ledger == actual or ledger not in _KNOWN_LEDGERS:
        return found
    return Identifier(found.kind, found.normal, found.display, found.detail, (*found.warnings, OTHER_LEDGER))


_KNOWN_LEDGERS = frozenset(TICKERS.values())


def _recognised(text: str, ledger: str | None) -> Parsed:
    """Try the forms from the most to the least distinctive; the first that fits decides."""
    lower = text.lower()
    one_case = text in {lower, text.upper()}
    for form, read, candidate in (
        (_EVM, _ethereum, text),
        (_HEXADECIMAL_ID, _bare_hexadecimal, text),
        (_CASHADDR, _bitcoin_cash, lower if one_case else text),
        (_BECH32, _bech32, lower),
        (_RIPPLE, _ripple, text),
        (_STELLAR, _stellar, text),
        (_TON, _ton, text),
        (_BASE58, _base58, text),
    ):
        if (whole := form.fullmatch(candidate)) and (found := read(whole, ledger, one_case)) is not None:
            return found
    if ledger is not None and _is_unchecked(ledger) and _ANYTHING_PLAUSIBLE.fullmatch(text):
        return _wallet(text, ledger, "other", UNVERIFIED)
    return UNKNOWN_FORM


def _is_unchecked(ledger: str | None) -> bool:
    """Whether the source names a ledger whose addresses cannot be verified here."""
    return ledger is not None and ledger not in _CHECKED_LEDGERS


def _ethereum(whole: re.Match[str], ledger: str | None, _one_case: bool) -> Parsed | None:
    digits = whole[1]
    if len(digits) == 64:
        return None if _is_unchecked(ledger) else NOT_AN_ADDRESS
    if len(digits) != 40:
        return Problem("wallet_length_wrong", {"characters": len(digits) + 2, "expected": 42})
    checksummed = encodings.ethereum_checksummed(digits)
    bare = digits in {digits.lower(), digits.upper()}
    if not bare and digits != checksummed:
        return LETTER_CASE_WRONG
    warnings = (WITHOUT_LETTER_CASE,) if bare and checksummed != digits else ()
    return _wallet("0x" + digits.lower(), "ethereum", "account", *warnings, display="0x" + checksummed)


def _bare_hexadecimal(_whole: re.Match[str], ledger: str | None, _one_case: bool) -> Parsed | None:
    return None if _is_unchecked(ledger) else NOT_AN_ADDRESS


def _bitcoin_cash(whole: re.Match[str], _ledger: str | None, _one_case: bool) -> Parsed | None:
    prefix, data = whole[1], whole[2]
    for candidate in (prefix,) if prefix else ("bitcoincash", "bchtest", "ecash"):
        payload = encodings.cashaddr(candidate, data)
        if payload is not None and len(payload) == 21:
            ledger = "ecash" if candidate == "ecash" else "bitcoin-cash"
            is_test, is_script = candidate == "bchtest", payload[0] == 8
            version = (0xC4 if is_script else 0x6F) if is_test else (0x05 if is_script else 0x00)
            # The older spelling of the same hash, so that both spellings are one address.
            legacy = encodings.to_base58check(bytes([version]) + payload[1:])
            warnings = (TEST_NETWORK,) if is_test else ()
            return _wallet(legacy, ledger, "p2sh" if is_script else "p2pkh", *warnings, display=f"{candidate}:{data}")
    return CHECKSUM_WRONG if prefix else None


def _bech32(whole: re.Match[str], _ledger: str | None, one_case: bool) -> Parsed | None:
    text = whole[0]
    prefix = text.rpartition("1")[0]
    if prefix not in SEGWIT and prefix not in BECH32_ACCOUNTS:
        return None
    if not one_case:
        return LETTER_CASE_WRONG
    decoded = encodings.bech32(text)
    if decoded is None:
        return CHECKSUM_WRONG
    _, values, is_bech32m = decoded
    if prefix in BECH32_ACCOUNTS:
        ledger, network = BECH32_ACCOUNTS[prefix]
        return _wallet(text, ledger, "account", *_network_warning(network))
    if not _is_witness_program(values, is_bech32m):
        return CHECKSUM_WRONG
    ledger, network = SEGWIT[prefix]
    return _wallet(text, ledger, f"witness_v{values[0]}", *_network_warning(network))


def _is_witness_program(values: list[int], is_bech32m: bool) -> bool:
    """BIP 141 and BIP 350: version 0 is bech32 of 20 or 32 bytes, later ones bech32m of 2 to 40."""
    if not values or values[0] > 16:
        return False
    program = encodings.bytes_of_fives(values[1:])
    if program is None:
        return False
    if values[0] == _LEGACY_SEGWIT_VERSION:
        return not is_bech32m and len(program) in {20, 32}
    return is_bech32m and 2 <= len(program) <= 40


def _ripple(whole: re.Match[str], _ledger: str | None, _one_case: bool) -> Parsed | None:
    payload = encodings.base58check(whole[0], alphabet=base58.RIPPLE_ALPHABET)
    return _wallet(whole[0], "ripple", "account") if payload is not None and len(payload) == 21 else None


def _stellar(whole: re.Match[str], _ledger: str | None, _one_case: bool) -> Parsed | None:
    return _wallet(whole[0], "stellar", "account") if encodings.stellar(whole[0]) is not None else CHECKSUM_WRONG


def _ton(whole: re.Match[str], _ledger: str | None, _one_case: bool) -> Parsed | None:
    payload = encodings.ton(whole[0])
    if payload is None:
        return None
    # One account has several spellings that differ in flags; workchain and hash are the account (TEP 2).
    workchain = int.from_bytes(payload[1:2], "big", signed=True)
    return _wallet(f"{workchain}:{payload[2:].hex()}", "ton", "account", display=whole[0])


def _base58(whole: re.Match[str], ledger: str | None, _one_case: bool) -> Parsed | None:
    text = whole[0]
    payload = encodings.base58check(text)
    if payload is not None:
        return _from_payload(text, payload, ledger)
    if len(text) in {95, 106}:
        keys = encodings.monero(text)
        return CHECKSUM_WRONG if keys is None else _wallet(text, "monero", "account")
    if (polkadot := encodings.substrate(text)) is not None:
        network = {0: "polkadot", 2: "kusama"}.get(polkadot[0], "substrate")
        return _wallet(text, network, "account")
    raw = encodings.base58_bytes(text) or b""
    if len(raw) == 25 and raw[0] in VERSIONS_21:
        return CHECKSUM_WRONG
    if len(raw) == 32 and (ledger is None or ledger == "solana" or _is_unchecked(ledger)):
        return _wallet(text, "solana", "account", UNVERIFIED)
    return None if _is_unchecked(ledger) else CHECKSUM_WRONG


def _from_payload(text: str, payload: bytes, ledger: str | None) -> Parsed | None:
    if payload[:4] in EXTENDED_KEYS and len(payload) == 78:
        return EXTENDED_KEY
    if payload[0] in PRIVATE_KEY_VERSIONS and len(payload) in {33, 34}:
        return PRIVATE_KEY
    version = VERSIONS_21.get(payload[0]) if len(payload) == 21 else _long_version(payload)
    if version is None:
        return None if _is_unchecked(ledger) else UNKNOWN_FORM
    actual = ledger if ledger in version.ledgers else version.ledgers[0]
    warnings = _network_warning(version.network)
    if actual == "litecoin" and payload[0] == 0x05:
        # Litecoin once shared Bitcoin's version; its own spelling keeps the two ledgers apart.
        return _wallet(encodings.to_base58check(b"\x32" + payload[1:]), actual, version.form, *warnings, display=text)
    return _wallet(text, actual, version.form, *warnings)


def _long_version(payload: bytes) -> Version | None:
    return VERSIONS_LONG.get(payload[:-20]) if len(payload) > 21 else None


_CHECKED_LEDGERS = frozenset(
    {ledger for version in (*VERSIONS_21.values(), *VERSIONS_LONG.values()) for ledger in version.ledgers}
    | {ledger for ledger, _ in SEGWIT.values()}
    | {"ethereum", "monero", "ripple", "stellar", "polkadot", "kusama"}
) - {"zcash"}
"""Ledgers all of whose address forms are verified here, so that nothing unverified passes under their name."""


def _network_warning(network: str) -> tuple[Problem, ...]:
    return (TEST_NETWORK,) if network == "test" else ()


def _wallet(normal: str, ledger: str, form: str, *warnings: Problem, display: str | None = None) -> Identifier:
    network = "test" if TEST_NETWORK in warnings else "main"
    detail = {"ledger": ledger, "form": form, "network": network}
    return Identifier(IdentifierKind.WALLET, normal, display or normal, detail, warnings)
