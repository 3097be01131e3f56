"""Numbers told apart by the words beside them and by their shape: phones, accounts, documents, plates, devices.

Order numbers, one-time codes, case numbers, serials and cards look the same; the word beside them decides.
What a numbering plan says of a phone decides nothing here: numbers of fiction and of new ranges are phones too.
"""

import re
from collections.abc import Callable, Mapping

import phonenumbers

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.words import NOT_LOOKED_FOR, WordBeside, WordsBeside
from interlace.core.identifiers import Identifier, parse_phone
from interlace.core.identifiers.accounts import luhn_holds

_NUMBER = re.compile(
    r"(?:(?<![A-Za-z0-9_.@-])\+ ?|(?<![A-Za-z0-9_@./+:-]))"
    r"\(?[\dxX*](?:[ .\-)]{0,2}\(?[\dxX*])+\)?(?![A-Za-z0-9_@])"
)
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+ ?|00(?=\d{2} ?\d))\(?\d(?:[ .\-()]{0,2}\d){6,14}(?!\d)")
_DOCUMENT_BESIDE_WORD = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z0-9]*\d)[A-Z0-9]{6,12}(?![A-Za-z0-9])")
_LETTERS_OF_PLATES = r"[A-Z\u0e01-\u0e2e\u0e81-\u0eae\u1780-\u17a2\uac00-\ud7a3\u4e00-\u9fff]"
_PLATE = re.compile(
    rf"(?=[^\n]{{4,12}})(?:[\u4e00-\u9fff][A-Z][·. ]?[A-Z0-9]{{5}}|"
    rf"\d{{1,2}}{_LETTERS_OF_PLATES}{{1,3}}[ .·-]?\d{{1,5}}(?:[.]\d{{2}})?|"
    rf"{_LETTERS_OF_PLATES}{{1,3}}[ .·-]?\d[ .-]?\d{{0,4}}(?:[ .-]\d{{1,4}})?(?: ?[A-Z]{{1,3}})?|"
    rf"\d{{1,2}}[ -]?[A-Z]{{1,3}}[ -]?\d{{2,5}}(?:\.\d{{2}})?|\d{{1,2}}[A-Z]\d?[ -]\d{{3}}[.]?\d{{2}}|"
    rf"\d{{2,3}}{_LETTERS_OF_PLATES} ?\d{{4}}|\d-[A-Z]{{3}}-\d{{3}}|[A-Z]{{2}}-\d{{3}}-[A-Z]{{2}}|"
    rf"[A-Z]{{1,3}} ?\d{{1,4}} ?[A-Z]{{0,3}})(?![A-Za-z0-9])"
)
_LATIN_PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:\d{1,2}[A-Z]{1,3}[ -]?\d{3,5}(?:\.\d{2})?|\d-[A-Z]{3}-\d{3}|[A-Z]{2}-\d{3}-[A-Z]{2}"
    r"|[\u4e00-\u9fff][A-Z][·. ]?[A-Z0-9]{5}|[A-Z]{2}\d{2} ?[A-Z]{3}"
    r"|[A-Z]{1,3}[ -]?\d{2,4}(?:[ -]?[A-Z]{1,3})?)(?![A-Za-z0-9])"
)
_TO_THE_VALUE = re.compile(r"(?:[ :#=.]|号码?|號碼?|เลข|ที่|번호|số|no\.?|n°)*", re.IGNORECASE)
_FIFTEEN_DIGITS = re.compile(
    r"(?<![\w-])\d{2}[ -]?\d{4}[ -]?\d{2}[ -]?\d{6}[ -]?\d(?!\d)|(?<![\w-])\d{6}[ -]\d{2}[ -]\d{6}[ -]\d(?!\d)"
)
_DIGITS = re.compile(r"\D+")
_SHORTEST_WITH_COUNTRY = 10
_PHONE_DIGITS = range(7, 16)
_CARD_DIGITS = range(13, 20)
_ACCOUNT_DIGITS = range(6, 21)
_NATIONAL_PHONE_DIGITS = range(8, 12)


def find_numbers(reading: Reading, words: WordsBeside) -> None:
    """Propose what is certain by its shape first, then what a word beside it names, then what only looks the part."""
    _find_devices(reading, words)
    _find_international_phones(reading, words)
    _find_plates(reading, words)
    _find_documents(reading, words)
    for match in reading.matches(_NUMBER):
        _tell_apart(reading, match, words)


def _find_devices(reading: Reading, words: WordsBeside) -> None:
    for match in reading.matches(_FIFTEEN_DIGITS):
        digits = _DIGITS.sub("", match[0])
        word = words.nearest(match.start(), frozenset({"imei"}))
        if word is not None or (luhn_holds(digits) and _nearest_kind(match, words) is None):
            confidence = Confidence.SURE if word and luhn_holds(digits) else Confidence.POSSIBLE
            reading.propose(
                CandidateType.IMEI, *match.span(), normal=digits, confidence=confidence, rule="imei_check_digit",
                beside=word.word if word else "",
            )  # fmt: skip


def _find_international_phones(reading: Reading, words: WordsBeside) -> None:
    for match in reading.matches(_INTERNATIONAL):
        kind = _nearest_kind(match, words)
        has_plus = match[0].startswith("+")
        if not has_plus and (kind is None or "phone" not in kind.kinds):
            continue
        written = match[0].rstrip(" -.(")
        if (normal := _in_e164(written, None)) is not None:
            reading.propose(
                CandidateType.PHONE, match.start(), match.start() + len(written), normal=normal,
                confidence=Confidence.SURE if has_plus else Confidence.LIKELY, rule="country_code",
            )  # fmt: skip


def _find_documents(reading: Reading, words: WordsBeside) -> None:
    for match in reading.matches(_DOCUMENT_BESIDE_WORD, text=reading.raw):
        word = _named(match, words, "passport")
        if word is not None:
            reading.propose(
                CandidateType.PASSPORT, *match.span(), normal=match[0], confidence=Confidence.LIKELY,
                rule="document_beside_word", beside=word.word,
            )  # fmt: skip


def _find_plates(reading: Reading, words: WordsBeside) -> None:
    """Right behind the word in any script; further on only in Latin letters, which other words do not run into."""
    for word in words.all_of(frozenset({"plate"})):
        between = _TO_THE_VALUE.match(reading.raw, word.end)
        match = _PLATE.match(reading.raw, between.end() if between else word.end)
        match = match or next(_LATIN_PLATE.finditer(reading.raw, word.end, min(word.end + 24, len(reading.raw))), None)
        if match is None or not any(map(str.isdigit, match[0])):
            continue
        start, end = match.start(), match.start() + len(match[0].rstrip(" .-"))
        normal = re.sub(r"[\s.·-]+", "", reading.raw[start:end]).upper()
        reading.propose(
            CandidateType.PLATE, start, end, normal=normal, confidence=Confidence.LIKELY, rule="plate_beside_word",
            beside=word.word,
        )  # fmt: skip


def _named(match: re.Match[str], words: WordsBeside, kind: str) -> WordBeside | None:
    """The nearest word before a value, or right behind it, if it names this kind."""
    for word in words.before(match.start()):
        return word if kind in word.kinds else None
    return next((word for word in words.after(match.end()) if kind in word.kinds), None)


def _nearest_kind(match: re.Match[str], words: WordsBeside) -> WordBeside | None:
    return next(words.before(match.start()), None)


def _tell_apart(reading: Reading, match: re.Match[str], words: WordsBeside) -> None:
    """One number, by the nearest word before it; words that say nothing of numbers are passed over."""
    digits = _DIGITS.sub("", match[0])
    if len(digits) < 4:
        return
    for word in words.before(match.start()):
        if any(kind.startswith(NOT_LOOKED_FOR) for kind in word.kinds):
            if word.kinds == {"not_card"} and len(digits) not in _CARD_DIGITS:
                continue  # a card is also what a bank account is called
            reading.block(*match.span())
            return
        for kind, read in _READERS.items():
            if kind in word.kinds and read(reading, match, digits, word):
                return
    holder = next(words.after(match.end(), within=4), None)
    if holder is not None and "holder" in holder.kinds and _account(reading, match, digits, holder):
        return
    _by_shape(reading, match, digits)


def _account(reading: Reading, match: re.Match[str], digits: str, word: WordBeside) -> bool:
    if len(_shown(match[0])) not in _ACCOUNT_DIGITS or len(digits) < 4:
        return False
    start, end = _trimmed(match)
    return reading.propose(
        CandidateType.BANK_ACCOUNT, start, end, normal=_shown(match[0]), confidence=Confidence.LIKELY,
        rule="number_beside_word", beside=word.word,
    )  # fmt: skip


def _phone(reading: Reading, match: re.Match[str], digits: str, word: WordBeside) -> bool:
    if len(digits) not in _PHONE_DIGITS:
        return False
    start, end = _trimmed(match)
    normal = _in_e164(reading.plain[start:end], reading.region)
    return normal is not None and reading.propose(
        CandidateType.PHONE, start, end, normal=normal, confidence=Confidence.LIKELY, rule="number_beside_word",
        beside=word.word,
    )  # fmt: skip


_READERS: Mapping[str, Callable[[Reading, re.Match[str], str, WordBeside], bool]] = {
    "account": _account,
    "phone": _phone,
}


def _by_shape(reading: Reading, match: re.Match[str], digits: str) -> None:
    """Without a word beside it: a national phone number begins with its trunk digit; groups may be an account."""
    start, end = _trimmed(match)
    written = reading.plain[start:end]
    is_plain_run = re.fullmatch(r"\d{9,16}", written.replace(" ", "")) is not None
    if is_plain_run and (
        written.startswith("00") or (reading.is_scanned and len(digits) not in _NATIONAL_PHONE_DIGITS)
    ):
        reading.propose(
            CandidateType.BANK_ACCOUNT, start, end, normal=digits, confidence=Confidence.POSSIBLE, rule="long_number"
        )
        return
    if len(digits) in _NATIONAL_PHONE_DIGITS and re.match(r"\(?0[1-9]", written) and written.count("-") < 4:
        normal = _in_e164(written, reading.region)
        if normal is not None:
            reading.propose(
                CandidateType.PHONE, start, end, normal=normal, confidence=Confidence.POSSIBLE, rule="trunk_digit"
            )
            return
    if re.fullmatch(r"\d{2,6}(?:-\d{1,8}){1,4}|[1-9]\d{2} \d{2,6} \d{4,8}", written) and len(digits) in range(9, 18):
        reading.propose(
            CandidateType.BANK_ACCOUNT,
            start,
            end,
            normal=digits,
            confidence=Confidence.POSSIBLE,
            rule="groups_of_digits",
        )
    elif 9 <= len(digits) <= 20 and _bank_before(reading, start):
        reading.propose(
            CandidateType.BANK_ACCOUNT, start, end, normal=_shown(written), confidence=Confidence.LIKELY,
            rule="number_behind_bank",
        )  # fmt: skip


def _bank_before(reading: Reading, start: int) -> bool:
    return _BANK.search(reading.small[max(0, start - 14) : start]) is not None


_BANK = re.compile(r"(?:bank|banque|ngân hàng|ธนาคาร|은행|银行|銀行|농협|ဘဏ်|ធនាគារ|ທະນາຄານ)[^\n\d]{0,10}$")


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    text = match[0]
    start += len(text) - len(text.lstrip(" -."))
    end -= len(text) - len(text.rstrip(" -.("))
    if text.endswith(")") and "(" not in text:
        end -= 1
    return start, end


def _shown(written: str) -> str:
    """The digits that are shown, x for each that is hidden."""
    return re.sub(r"[^0-9x]", "", written.lower().replace("*", "x"))


def _in_e164(written: str, region: str | None) -> str | None:
    """International form by the country code, whether or not a numbering plan knows the range."""
    if written.startswith("00") and len(_DIGITS.sub("", written)) > _SHORTEST_WITH_COUNTRY:
        written = "+" + written[2:]
    found = parse_phone(written, country=region)
    if isinstance(found, Identifier):
        return found.normal
    digits = _DIGITS.sub("", written)
    if written.lstrip("( ").startswith("+"):
        return f"+{digits}"
    code = phonenumbers.country_code_for_region(region) if region else 0
    if not code:
        return None
    return f"+{code}{digits[1:] if digits.startswith('0') else digits}"
