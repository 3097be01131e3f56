"""Names on the internet: mail addresses, domains, web addresses, IP addresses and handles."""

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import idna

from interlace.core.characters import plain
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.problems import Problem

EMAIL_EMPTY = Problem("email_empty")
EMAIL_AT_SIGN_MISSING = Problem("email_at_sign_missing")
EMAIL_LOCAL_PART_WRONG = Problem("email_local_part_wrong")
DOMAIN_EMPTY = Problem("domain_empty")
DOMAIN_WRONG = Problem("domain_wrong")
DOMAIN_WITHOUT_DOT = Problem("domain_without_dot")
DOMAIN_IS_IP = Problem("domain_is_ip")
URL_EMPTY = Problem("url_empty")
URL_SCHEME_UNKNOWN = Problem("url_scheme_unknown")
URL_WRONG = Problem("url_wrong")
IP_WRONG = Problem("ip_wrong")
HANDLE_WRONG = Problem("handle_wrong")
# Warnings
IP_NOT_PUBLIC = Problem("ip_not_public")
TAKEN_FROM_URL = Problem("domain_taken_from_url")
PLATFORM_MISSING = Problem("handle_platform_missing")

_DEFANGED_SCHEME = re.compile(r"^(?:h[xX*]{2}p|hXXp|meow)(s?)(?=\[?:)", re.IGNORECASE)
_DEFANGED_DOT = re.compile(r"\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[,\])\s*", re.IGNORECASE)
_DEFANGED_AT = re.compile(r"\s*(?:\[@\]|\(@\)|\[at\]|\(at\))\s*", re.IGNORECASE)
_DEFANGED_COLON = re.compile(r"\[:(//)?\]")
_EMAIL_LABEL = re.compile(r"^(?:mailto|e-?mail(?: address)?)\s*:\s*", re.IGNORECASE)
_LOCAL_PART = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?://)?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_HANDLE = re.compile(r"@?([\w][\w.\-]{1,63})")
_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}
_SCHEMES = frozenset({"http", "https", "ftp"})

PLATFORMS: Mapping[str, str] = {
    # Host → platform whose pages are `host/name` or `host/@name`. Written 2026-11-22.
    "t.me": "telegram",
    "telegram.me": "telegram",
    "facebook.com": "facebook",
    "m.facebook.com": "facebook",
    "fb.com": "facebook",
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "vk.com": "vk",
    "line.me": "line",
    "zalo.me": "zalo",
    "github.com": "github",
}


def refanged(text: str) -> str:
    """Undo what analysts do so that nobody clicks: `hxxps://bad[.]example`, `a[at]b(dot)example`."""
    bare = _DEFANGED_COLON.sub(r":\1", plain(text))
    bare = _DEFANGED_SCHEME.sub(r"http\1", bare)
    return _DEFANGED_AT.sub("@", _DEFANGED_DOT.sub(".", bare))


@lru_cache(maxsize=8192)
def parse_email(raw: str) -> Parsed:
    """Read a mail address. Case is dropped on both sides: no provider in use tells it apart."""
    text = _EMAIL_LABEL.sub("", refanged(raw)).strip("<>. ")
    if not text:
        return EMAIL_EMPTY
    local, at, host = text.rpartition("@")
    if not at or "@" in local:
        return EMAIL_AT_SIGN_MISSING
    if not _LOCAL_PART.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        return EMAIL_LOCAL_PART_WRONG
    domain = _domain_name(host)
    if isinstance(domain, Problem):
        return domain
    return Identifier(IdentifierKind.EMAIL, f"{local.lower()}@{domain}", f"{local}@{host}", {"domain": domain})


@lru_cache(maxsize=8192)
def parse_domain(raw: str) -> Parsed:
    """Read a domain name as its A-labels (IDNA 2008 after UTS 46)."""
    text = refanged(raw)
    warnings: tuple[Problem, ...] = ()
    if "/" in text:
        text, warnings = _host_of(text), (TAKEN_FROM_URL,)
    name = _domain_name(text)
    if isinstance(name, Problem):
        return name
    return Identifier(IdentifierKind.DOMAIN, name, _readable(name), {}, warnings)


def _host_of(text: str) -> str:
    try:
        return urlsplit(text if "://" in text else "//" + text).hostname or ""
    except ValueError:
        return ""


def _domain_name(text: str) -> str | Problem:
    name = text.strip(". ").lower()
    if not name:
        return DOMAIN_EMPTY
    if _ip_address(name) is not None:
        return DOMAIN_IS_IP
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return DOMAIN_WRONG
    labels = name.split(".")
    if len(labels) < 2:
        return DOMAIN_WITHOUT_DOT
    is_sound = len(name) <= 253 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return name if is_sound else DOMAIN_WRONG


def _readable(name: str) -> str:
    if "xn--" not in name:
        return name
    try:
        return idna.decode(name)
    except (idna.IDNAError, UnicodeError):
        return name


@lru_cache(maxsize=8192)
def parse_url(raw: str) -> Parsed:
    """Read a web address. Scheme, letter case of the host, default port and fragment do not make another page."""
    text = refanged(raw)
    if not text:
        return URL_EMPTY
    if not (scheme := _SCHEME.match(text)) or ("." in scheme[1] and scheme[1].lower() not in _SCHEMES):
        text = "http://" + text
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return URL_WRONG
    if parts.scheme.lower() not in _SCHEMES:
        return URL_SCHEME_UNKNOWN
    address = _ip_address(host)
    name = _bracketed(address) if address is not None else _domain_name(host)
    if isinstance(name, Problem):
        return name
    where = name if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{name}:{port}"
    page = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return Identifier(IdentifierKind.URL, where + page, f"{parts.scheme}://{where}{page}", {"host": name})


def _bracketed(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    return f"[{address}]" if address.version == 6 else str(address)


@lru_cache(maxsize=8192)
def parse_ip(raw: str) -> Parsed:
    """Read an IPv4 or IPv6 address; an IPv4 address mapped into IPv6 is itself."""
    address = _ip_address(refanged(raw).strip("[]"))
    if address is None:
        return IP_WRONG
    warnings = () if address.is_global else (IP_NOT_PUBLIC,)
    return Identifier(IdentifierKind.IP, str(address), str(address), {"version": str(address.version)}, warnings)


def _ip_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if not text or (text[0] not in "0123456789" and ":" not in text):
        return None
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def names_a_profile(text: str) -> bool:
    """Whether this is the address of a page on a platform whose pages are account names."""
    return "/" in text and _host_of(text).removeprefix("www.") in PLATFORMS


@lru_cache(maxsize=8192)
def parse_handle(raw: str, *, platform: str | None = None) -> Parsed:
    """Read an account name: `@name`, `telegram:@name`, or the address of a profile page."""
    text = refanged(raw)
    name = text
    if "/" in text:
        host = _host_of(text).removeprefix("www.")
        platform = PLATFORMS.get(host, platform)
        if host not in PLATFORMS:
            return HANDLE_WRONG
        name = urlsplit(text if "://" in text else "//" + text).path.strip("/").removeprefix("ti/p/~").split("/")[0]
    elif ":" in text:
        named, _, name = text.partition(":")
        platform = named.strip().lower()
    whole = _HANDLE.fullmatch(name.strip())
    if whole is None:
        return HANDLE_WRONG
    where = platform.lower() if platform else "-"
    warnings = () if platform else (PLATFORM_MISSING,)
    detail = {"platform": where, "name": whole[1]}
    return Identifier(IdentifierKind.HANDLE, f"{where}:{whole[1].lower()}", f"@{whole[1]}", detail, warnings)
