"""Mail addresses, web addresses and account names in a text, also when they were made unclickable."""

import re
from collections.abc import Mapping
from functools import lru_cache

import pycountry

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import rows_of, words_of
from interlace.core.identifiers import Identifier, parse_domain, parse_email, parse_handle, parse_ip

UNKNOWN_PLATFORM = "unknown"

_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[,\])"
_AT = r"(?:@|\[@\]|\(@\)|\[at\]|\(at\))"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[A-Za-z]{{2,24}}"
_EMAIL = re.compile(rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}\s?{_AT}\s?{_HOST}(?![A-Za-z0-9])")
_URL = re.compile(
    rf"(?:h[tx*]{{2}}ps?|ftp|meow)\[?:\]?//(?P<host>(?:[\w-]+{_DOT})+[\w-]+)(?::\d{{1,5}})?(?P<page>[/?#][!-;=?-~]*)?",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(
    rf"(?<![A-Za-z0-9@._/-])(?P<host>{_HOST})(?![A-Za-z0-9-])(?::\d{{2,5}})?(?P<page>/[!-;=?-~]*)?", re.IGNORECASE
)
_DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[,\]", re.IGNORECASE)
_ENDS_A_SENTENCE = re.compile(r"[.,;:!?)\]'\"]+$")
# Names of profile pages stand alone after these hosts.
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|facebook\.com|fb\.com|instagram\.com|tiktok\.com|x\.com|twitter\.com"
    r"|line\.me/ti/p|zalo\.me|vk\.com)/[@~]?[A-Za-z0-9_.+-]{2,64}",
    re.IGNORECASE,
)
_AT_NAME = re.compile(r"(?<![A-Za-z0-9_.@/])@[A-Za-z0-9_][A-Za-z0-9_.-]{2,63}")
_TOKEN = re.compile(r"(?<![A-Za-z0-9_.@/+-])[A-Za-z][A-Za-z0-9_.-]{3,40}(?![A-Za-z0-9_@-])")
_LABEL_OF_A_NAME = re.compile(r" ?(?:id|ไอดี|아이디|账号|帳號|号|ໄອດີ)? ?:? ?(?:id ?)?:? ?(?<=[:d]) ?")
_PLATFORM_REACHES = 34
# Top-level domains without a country: those in common use, and those kept for examples (RFC 2606).
_GENERIC = words_of("platforms", "top_level")


def find_internet_names(reading: Reading) -> None:
    """Propose mail addresses, profile pages, web addresses, bare hosts and account names, in this order."""
    _find_emails(reading)
    _find_profiles(reading)
    _find_hosts(reading)
    _block_addresses_of_machines(reading)
    _find_names_with_at(reading)
    _find_names_beside_platforms(reading)
    _find_names_with_underscores(reading)


def _find_emails(reading: Reading) -> None:
    for match in reading.matches(_EMAIL, text=reading.raw):
        if isinstance(found := parse_email(match[0]), Identifier):
            reading.propose(
                CandidateType.EMAIL,
                *match.span(),
                normal=found.normal,
                confidence=Confidence.SURE,
                rule="email_shape",
            )


def _find_profiles(reading: Reading) -> None:
    for match in reading.matches(_PROFILE, text=reading.raw):
        written = _ENDS_A_SENTENCE.sub("", match[0])
        if isinstance(found := parse_handle(written), Identifier):
            reading.propose(
                CandidateType.HANDLE,
                match.start(),
                match.start() + len(written),
                normal=found.normal,
                confidence=Confidence.SURE,
                rule="profile_page",
            )


def _find_hosts(reading: Reading) -> None:
    for match in reading.matches(_URL, text=reading.raw):
        _propose_host(reading, match, Confidence.SURE, "web_address")
    for match in reading.matches(_BARE_HOST, text=reading.raw):
        is_defanged = _DEFANGED.search(match["host"]) is not None
        if is_defanged or match["host"].rpartition(".")[2].lower() in _top_level_domains():
            _propose_host(reading, match, Confidence.SURE if is_defanged else Confidence.LIKELY, "host_name")


def _propose_host(reading: Reading, match: re.Match[str], confidence: Confidence, rule: str) -> None:
    written = _ENDS_A_SENTENCE.sub("", match[0])
    found = parse_domain(match["host"])
    if isinstance(found, Identifier):
        reading.propose(
            CandidateType.DOMAIN,
            match.start(),
            match.start() + len(written),
            normal=found.normal,
            confidence=confidence,
            rule=rule,
        )


def _block_addresses_of_machines(reading: Reading) -> None:
    for match in reading.matches(_MACHINE, text=reading.plain):
        if isinstance(parse_ip(match[0]), Identifier):
            reading.block(*match.span())


_MACHINE = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:]{1,}"
)


def _find_names_with_at(reading: Reading) -> None:
    for match in reading.matches(_AT_NAME, text=reading.raw):
        written = _ENDS_A_SENTENCE.sub("", match[0]).rstrip("-")
        platform, beside = _platform_beside(reading, match.start(), match.end())
        reading.propose(
            CandidateType.HANDLE,
            match.start(),
            match.start() + len(written),
            normal=f"{platform}:{written[1:].lower()}",
            confidence=Confidence.SURE if beside else Confidence.LIKELY,
            rule="name_with_at",
            beside=beside,
        )


def _find_names_beside_platforms(reading: Reading) -> None:
    """Account names without a sign of their own stand behind the name of the service."""
    for word in _platform_pattern().finditer(reading.small):
        following = _platform_pattern().search(reading.small, word.end())
        window = min(following.start() if following else len(reading.text), word.end() + _PLATFORM_REACHES + 40)
        for match in _TOKEN.finditer(reading.raw, word.end(), window):
            if match.start() - word.end() > _PLATFORM_REACHES:
                break
            written = _ENDS_A_SENTENCE.sub("", match[0]).rstrip("-")
            is_labelled = _LABEL_OF_A_NAME.fullmatch(reading.small[word.end() : match.start()]) is not None
            if not (is_labelled or _looks_like_a_name_of_an_account(written)) or not reading.is_free(*match.span()):
                continue
            reading.propose(
                CandidateType.HANDLE,
                match.start(),
                match.start() + len(written),
                normal=f"{_platforms()[word[0]]}:{written.lower()}",
                confidence=Confidence.LIKELY,
                rule="name_beside_platform",
                beside=word[0],
            )
            break


_UNDERSCORED = re.compile(r"(?<![A-Za-z0-9_.@/\\-])[A-Za-z][A-Za-z0-9.]*(?:_[A-Za-z0-9.]+)+(?![A-Za-z0-9_@/\\])")


def _find_names_with_underscores(reading: Reading) -> None:
    """Nobody but a service makes people write an underscore."""
    for match in reading.matches(_UNDERSCORED, text=reading.raw):
        platform, beside = _platform_beside(reading, match.start(), match.end())
        written = _ENDS_A_SENTENCE.sub("", match[0])
        reading.propose(
            CandidateType.HANDLE, match.start(), match.start() + len(written), normal=f"{platform}:{written.lower()}",
            confidence=Confidence.POSSIBLE, rule="name_with_underscore", beside=beside,
        )  # fmt: skip


def _looks_like_a_name_of_an_account(token: str) -> bool:
    """A word alone is a word; an account name has a digit, an underscore or a dot within."""
    return len(token) >= 4 and (any(map(str.isdigit, token)) or "_" in token or "." in token[1:-1])


def _platform_beside(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """The service named nearest before an account name, or right behind it."""
    line_start, line_end = reading.line_of(start)
    before = [*_platform_pattern().finditer(reading.small, max(line_start, start - _PLATFORM_REACHES), start)]
    if before:
        return _platforms()[before[-1][0]], before[-1][0]
    behind = _platform_pattern().search(reading.small, end, min(line_end, end + 14))
    return (_platforms()[behind[0]], behind[0]) if behind else (UNKNOWN_PLATFORM, "")


@lru_cache(maxsize=1)
def _platforms() -> Mapping[str, str]:
    return {
        word: platform
        for platform, words in rows_of("platforms")
        if platform != "top_level"
        for word in words.split("|")
    }


@lru_cache(maxsize=1)
def _platform_pattern() -> re.Pattern[str]:
    words = sorted(_platforms(), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in words))


@lru_cache(maxsize=1)
def _top_level_domains() -> frozenset[str]:
    return _GENERIC | {country.alpha_2.lower() for country in pycountry.countries} | {"uk", "eu"}
