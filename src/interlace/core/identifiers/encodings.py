"""How ledgers write a key as text with a checksum. Readers return None where the checksum fails."""

import base64
import hashlib
from binascii import crc_hqx

import base58
from eth_hash.auto import keccak

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_VALUES = {character: value for value, character in enumerate(_BECH32)}
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANT = 1
_BECH32M_CONSTANT = 0x2BC830A3
_CASHADDR_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)

# Monero writes each block of up to 8 bytes with a fixed number of base-58 characters (Monero `base58.cpp`).
_MONERO_BLOCK_BYTES = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}


def base58_bytes(text: str, *, alphabet: bytes = base58.BITCOIN_ALPHABET) -> bytes | None:
    """Base-58 without a checksum."""
    try:
        return bytes(base58.b58decode(text, alphabet=alphabet))
    except ValueError:
        return None


def base58check(text: str, *, alphabet: bytes = base58.BITCOIN_ALPHABET) -> bytes | None:
    """Version and payload of a base-58 string whose last four bytes are a double SHA-256."""
    raw = base58_bytes(text, alphabet=alphabet)
    if raw is None or len(raw) < 5:
        return None
    payload, checksum = raw[:-4], raw[-4:]
    return payload if hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == checksum else None


def to_base58check(payload: bytes) -> str:
    """The text of version and payload."""
    return str(base58.b58encode_check(payload).decode("ascii"))


def bech32(text: str) -> tuple[str, list[int], bool] | None:
    """Prefix, five-bit values and whether it is bech32m (BIP 173, BIP 350). The text is in one case."""
    prefix, separator, data = text.lower().rpartition("1")
    if not separator or not prefix or len(data) < 6:
        return None
    try:
        values = [_BECH32_VALUES[character] for character in data]
    except KeyError:
        return None
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    remainder = _polymod(expanded + values)
    if remainder not in {_BECH32_CONSTANT, _BECH32M_CONSTANT}:
        return None
    return prefix, values[:-6], remainder == _BECH32M_CONSTANT


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        if top & 1:
            check ^= _BECH32_GENERATOR[0]
        if top & 2:
            check ^= _BECH32_GENERATOR[1]
        if top & 4:
            check ^= _BECH32_GENERATOR[2]
        if top & 8:
            check ^= _BECH32_GENERATOR[3]
        if top & 16:
            check ^= _BECH32_GENERATOR[4]
    return check


def bytes_of_fives(values: list[int]) -> bytes | None:
    """Regroup five-bit values to bytes; padding must be short and zero."""
    collected, bits, result = 0, 0, bytearray()
    for value in values:
        collected = (collected << 5 | value) & 0xFFFF
        bits += 5
        if bits >= 8:
            bits -= 8
            result.append(collected >> bits & 0xFF)
    if bits >= 5 or collected & ((1 << bits) - 1):
        return None
    return bytes(result)


def cashaddr(prefix: str, data: str) -> bytes | None:
    """Version and hash of a Bitcoin Cash address (Bitcoin Cash specification, `cashaddr.md`)."""
    try:
        values = [_BECH32_VALUES[character] for character in data]
    except KeyError:
        return None
    check = 1
    for value in [*(ord(c) & 31 for c in prefix), 0, *values]:
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for bit, generator in enumerate(_CASHADDR_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return bytes_of_fives(values[:-8]) if check ^ 1 == 0 else None


def ethereum_checksummed(digits: str) -> str:
    """The mixed-case spelling of forty hexadecimal digits (EIP-55)."""
    lower = digits.lower()
    mask = keccak(lower.encode("ascii")).hex()
    return "".join(c.upper() if m >= "8" else c for c, m in zip(lower, mask, strict=False))


def monero(text: str) -> bytes | None:
    """Network byte and keys of a Monero address, whose last four bytes are a Keccak-256."""
    raw = bytearray()
    for start in range(0, len(text), 11):
        block = text[start : start + 11]
        size = _MONERO_BLOCK_BYTES.get(len(block))
        number = base58_bytes(block)
        if size is None or number is None:
            return None
        value = int.from_bytes(number, "big")
        if value >= 1 << (8 * size):
            return None
        raw += value.to_bytes(size, "big")
    payload, checksum = bytes(raw[:-4]), bytes(raw[-4:])
    return payload if keccak(payload)[:4] == checksum else None


def stellar(text: str) -> bytes | None:
    """Version and key of a Stellar address: base-32 with CRC-16/XMODEM, little-endian (SEP 23)."""
    raw = _base32(text)
    if raw is None or len(raw) < 3:
        return None
    return raw[:-2] if crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little") else None


def ton(text: str) -> bytes | None:
    """Flags, workchain and hash of a TON address: base-64 with CRC-16/XMODEM, big-endian (TEP 2)."""
    try:
        raw = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        return None
    return raw[:-2] if len(raw) == 36 and crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "big") else None


def substrate(text: str) -> bytes | None:
    """Network and key of a Polkadot-like address (SS58): two bytes of a BLAKE2b-512."""
    raw = base58_bytes(text)
    if raw is None or len(raw) not in {35, 36}:
        return None
    return raw[:-2] if hashlib.blake2b(b"SS58PRE" + raw[:-2]).digest()[:2] == raw[-2:] else None


def _base32(text: str) -> bytes | None:
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
