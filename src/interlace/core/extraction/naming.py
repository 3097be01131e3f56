"""Persons, organisations, places and addresses of a text, in the order in which they are told apart."""

import re
from functools import lru_cache

from interlace.core.extraction.addresses import find_addresses
from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.east_asian_names import find_east_asian_organisations, find_east_asian_persons
from interlace.core.extraction.gazetteer import english_name, pattern, pattern_in_capitals, places
from interlace.core.extraction.latin_names import (
    find_labelled_places,
    find_latin_names,
    find_latin_organisations,
    find_latin_places,
)
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.speakers import without_titles
from interlace.core.extraction.tables import rows_of, words_of
from interlace.core.extraction.unspaced_names import find_unspaced_names

_SHORTEST_MENTION = 2


def find_names(reading: Reading) -> None:
    """Organisations and addresses first: names of places and persons stand within them."""
    _find_known_organisations(reading)
    find_addresses(reading)
    find_latin_organisations(reading)
    find_east_asian_organisations(reading)
    find_unspaced_names(reading)
    find_latin_places(reading)
    find_labelled_places(reading)
    _find_known_places(reading)
    find_east_asian_persons(reading)
    find_latin_names(reading)
    _find_mentions(reading)
    _find_twins_in_brackets(reading)
    _find_names_behind_numbers(reading)
    _find_sender(reading)


def _find_known_organisations(reading: Reading) -> None:
    for match in reading.matches(_known_organisations(), text=reading.words):
        reading.propose(
            CandidateType.ORG, *match.span(), normal=match[0], confidence=Confidence.SURE, rule="known_organisation"
        )


@lru_cache(maxsize=1)
def _known_organisations() -> re.Pattern[str]:
    names = {name for row in rows_of("organisations") for name in (row[0], *row[1].split("|"))}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(rf"(?<![^\W_]){re.escape(n)}(?![^\W_])" if n[0] < "\u0e00" else re.escape(n) for n in longest_first)
    )


def _find_known_places(reading: Reading) -> None:
    for form in (pattern(), pattern_in_capitals()):
        for match in reading.matches(form, text=reading.words):
            if _is_part_of_a_name(reading, match):
                continue
            reading.propose(
                CandidateType.PLACE, *match.span(), normal=english_name(match[0]) or places().get(match[0], match[0]),
                confidence=Confidence.SURE, rule="known_place",
            )  # fmt: skip


def _is_part_of_a_name(reading: Reading, match: re.Match[str]) -> bool:
    """`Georgia Smith`, `Bangkok Bank`, `Singaporean`, 中国人: a place only as a part of another word."""
    behind, before = reading.words[match.end() :], reading.small[max(0, match.start() - 12) : match.start()].rstrip()
    if not match[0].isascii() and behind.startswith(tuple(words_of("name_words", "nationality_after"))):
        return True
    if before.endswith((*words_of("name_words", "nationality_before"), "-")) or behind.startswith("-"):
        return True
    return bool(re.match(r" [A-Z][a-z]", reading.words[match.end() : match.end() + 3]) and match[0][0].isascii())


def _find_mentions(reading: Reading) -> None:
    """A name that was found once is the same name where it stands again."""
    for candidate in list(reading.found):
        if candidate.type not in {CandidateType.PERSON, CandidateType.ORG, CandidateType.PLACE}:
            continue
        written = candidate.text
        if len(written) < _SHORTEST_MENTION or candidate.confidence is Confidence.POSSIBLE:
            continue
        around = (r"(?<![^\W_])", r"(?![^\W_])") if written[0] < "\u1f00" and written[0] < "\u0e00" else ("", "")
        for match in reading.matches(re.compile(around[0] + re.escape(written) + around[1]), text=reading.text):
            reading.propose(
                candidate.type, *match.span(), normal=candidate.normal, confidence=candidate.confidence,
                rule="named_elsewhere", beside=candidate.reason.beside,
            )  # fmt: skip


_BRACKET = re.compile(r" ?[(（](?P<name>[^()（）\n,，、]{2,30})(?=[)）,，])")
_NOT_A_TWIN = re.compile(r"[\d:;]")
_NAMED = frozenset({CandidateType.PERSON, CandidateType.ORG, CandidateType.PLACE})
_NUMBERS = frozenset({CandidateType.PHONE, CandidateType.BANK_ACCOUNT, CandidateType.HANDLE})


def _find_twins_in_brackets(reading: Reading) -> None:
    """The same name in another script stands in brackets behind it; so does a person behind a number."""
    for candidate in list(reading.found):
        if candidate.type not in _NAMED | _NUMBERS or candidate.confidence is Confidence.POSSIBLE:
            continue
        match = _BRACKET.match(reading.raw, candidate.end)
        if match is None or _NOT_A_TWIN.search(match["name"]):
            continue
        is_other_script = match["name"][0].isascii() != candidate.text[0].isascii()
        kind = candidate.type if candidate.type in _NAMED else CandidateType.PERSON
        if (candidate.type in _NAMED and is_other_script) or (candidate.type in _NUMBERS and _is_short(match["name"])):
            start, end = without_titles(reading, *match.span("name"))
            reading.propose(
                kind, start, end, normal=" ".join(reading.text[start:end].split()), confidence=Confidence.LIKELY,
                rule="in_brackets", beside=candidate.text if candidate.type in _NAMED else "",
            )  # fmt: skip


def _is_short(name: str) -> bool:
    return len(name.split()) <= 4 and not (name.isascii() and name.islower())


_BEHIND_NUMBER = re.compile(r"[ :-]{1,3}(?P<name>[\u0e01-\u0e4e]{2,20} [\u0e01-\u0e4e]{2,24})(?=  |\n|$| \d)")


def _find_names_behind_numbers(reading: Reading) -> None:
    """In a line of a Thai statement the payee stands behind the account."""
    for candidate in list(reading.found):
        match = (
            _BEHIND_NUMBER.match(reading.raw, candidate.end) if candidate.type is CandidateType.BANK_ACCOUNT else None
        )
        if match is not None:
            reading.propose(
                CandidateType.PERSON, *match.span("name"), normal=match["name"], confidence=Confidence.POSSIBLE,
                rule="behind_account",
            )  # fmt: skip


_SENDER = re.compile(r"\s*\[?(?P<name>[^\W\d][^:：៖\]\n\d]{2,28}?)\]? ?[:：៖]")


def _find_sender(reading: Reading) -> None:
    """A notice of an account begins with the name of its bank."""
    kinds = {candidate.type for candidate in reading.found}
    match = _SENDER.match(reading.raw)
    if (
        match is not None
        and {CandidateType.BANK_ACCOUNT, CandidateType.AMOUNT} <= kinds
        and len(match["name"].split()) <= 4
        and match["name"].lower() not in words_of("name_words", "opening")
        and not any(candidate.reason.rule == "speaker" for candidate in reading.found)
    ):
        reading.propose(
            CandidateType.ORG,
            *match.span("name"),
            normal=match["name"],
            confidence=Confidence.POSSIBLE,
            rule="sender",
        )
