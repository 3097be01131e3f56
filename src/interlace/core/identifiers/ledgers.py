"""Which ledger an address belongs to: version bytes, prefixes and tickers.

Sources: the parameter files of the projects (Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Bitcoin Gold `chainparams.cpp`;
TRON developer hub; Tezos `base58.ml`) and SLIP-173 for prefixes; written down 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One beginning of a base-58 payload: the ledgers that use it, the likeliest first."""

    ledgers: tuple[str, ...]
    form: str
    network: str = "main"


_BITCOIN_FORKS = ("bitcoin", "bitcoin-cash", "bitcoin-sv", "ecash")

VERSIONS_21: Mapping[int, Version] = {
    # Twenty bytes of hash behind one byte of version.
    0x00: Version(_BITCOIN_FORKS, "p2pkh"),
    0x05: Version((*_BITCOIN_FORKS, "litecoin"), "p2sh"),
    0x6F: Version(("bitcoin", "litecoin", "bitcoin-cash"), "p2pkh", "test"),
    0xC4: Version(("bitcoin", "litecoin", "bitcoin-cash"), "p2sh", "test"),
    0x30: Version(("litecoin",), "p2pkh"),
    0x32: Version(("litecoin",), "p2sh"),
    0x3A: Version(("qtum", "litecoin"), "p2pkh"),
    0x1E: Version(("dogecoin", "verge", "digibyte"), "p2pkh"),
    0x16: Version(("dogecoin",), "p2sh"),
    0x21: Version(("verge",), "p2sh"),
    0x3F: Version(("digibyte",), "p2sh"),
    0x4C: Version(("dash",), "p2pkh"),
    0x10: Version(("dash",), "p2sh"),
    0x26: Version(("bitcoin-gold",), "p2pkh"),
    0x17: Version(("neo", "bitcoin-gold"), "p2sh"),
    0x35: Version(("neo",), "p2pkh"),
    0x41: Version(("tron",), "account"),
}

VERSIONS_LONG: Mapping[bytes, Version] = {
    # Twenty bytes of hash behind several bytes of version.
    bytes.fromhex("1cb8"): Version(("zcash",), "p2pkh"),
    bytes.fromhex("1cbd"): Version(("zcash",), "p2sh"),
    bytes.fromhex("1d25"): Version(("zcash",), "p2pkh", "test"),
    bytes.fromhex("06a19f"): Version(("tezos",), "account"),
    bytes.fromhex("06a1a1"): Version(("tezos",), "account"),
    bytes.fromhex("06a1a4"): Version(("tezos",), "account"),
    bytes.fromhex("025a79"): Version(("tezos",), "contract"),
}

EXTENDED_KEYS = frozenset(bytes.fromhex(version) for version in ("0488b21e", "0488ade4", "049d7cb2", "04b24746"))
"""xpub, xprv, ypub, zpub: a whole wallet, not an address."""

PRIVATE_KEY_VERSIONS = frozenset({0x80, 0xEF, 0xB0, 0xCC})
"""Wallet import format of Bitcoin, its test net, Litecoin and Dash: a secret that must not be stored."""

SEGWIT: Mapping[str, tuple[str, str]] = {
    "bc": ("bitcoin", "main"),
    "tb": ("bitcoin", "test"),
    "bcrt": ("bitcoin", "test"),
    "ltc": ("litecoin", "main"),
    "tltc": ("litecoin", "test"),
    "dgb": ("digibyte", "main"),
    "btg": ("bitcoin-gold", "main"),
}

BECH32_ACCOUNTS: Mapping[str, tuple[str, str]] = {
    "addr": ("cardano", "main"),
    "addr_test": ("cardano", "test"),
    "stake": ("cardano", "main"),
    "cosmos": ("cosmos", "main"),
    "bnb": ("binance-chain", "main"),
    "tbnb": ("binance-chain", "test"),
    "terra": ("terra", "main"),
    "osmo": ("osmosis", "main"),
    "thor": ("thorchain", "main"),
    "kava": ("kava", "main"),
    "inj": ("injective", "main"),
    "sei": ("sei", "main"),
    "zil": ("zilliqa", "main"),
    "erd": ("multiversx", "main"),
    "one": ("harmony", "main"),
    "zs": ("zcash", "main"),
    "u": ("zcash", "main"),
    "oasis": ("oasis", "main"),
    "iota": ("iota", "main"),
    "smr": ("shimmer", "main"),
    "account_rdx": ("radix", "main"),
}

TICKERS: Mapping[str, str] = {
    # What lists call the ledger. Tokens live on several ledgers and are left out: the address decides.
    "XBT": "bitcoin",
    "BTC": "bitcoin",
    "OMNI": "bitcoin",
    "ETH": "ethereum",
    "ETC": "ethereum",
    "ARB": "ethereum",
    "BSC": "ethereum",
    "BEP20": "ethereum",
    "MATIC": "ethereum",
    "AVAX": "ethereum",
    "FTM": "ethereum",
    "RBTC": "ethereum",
    "CLO": "ethereum",
    "TRX": "tron",
    "LTC": "litecoin",
    "BCH": "bitcoin-cash",
    "BSV": "bitcoin-sv",
    "XEC": "ecash",
    "BTG": "bitcoin-gold",
    "DASH": "dash",
    "DOGE": "dogecoin",
    "DGB": "digibyte",
    "XVG": "verge",
    "ZEC": "zcash",
    "XMR": "monero",
    "XRP": "ripple",
    "XLM": "stellar",
    "SOL": "solana",
    "DOT": "polkadot",
    "KSM": "kusama",
    "TON": "ton",
    "XTZ": "tezos",
    "NEO": "neo",
    "ADA": "cardano",
    "ATOM": "cosmos",
    "BEP2": "binance-chain",
    "ZIL": "zilliqa",
    "EGLD": "multiversx",
    "QTUM": "qtum",
}

TOKENS = frozenset({"USDT", "USDC", "DAI", "BUSD", "TUSD", "WBTC"})
"""Coins that live on several ledgers: the address says which."""
