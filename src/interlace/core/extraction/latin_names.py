"""Names in Latin letters: words with capitals in a row, told apart by the words among them and before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.gazetteer import english_name
from interlace.core.extraction.reading import Place, Reading
from interlace.core.extraction.speakers import titles_of
from interlace.core.extraction.tables import longest_first, words_of
from interlace.core.matching.frequencies import CommonAs, frequencies_of
from interlace.core.names import plain_latin

_LATIN = r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(rf"[{_LATIN}](?:[{_LATIN}0-9'’&-]*[{_LATIN}0-9])?\.?")
_BEGINS_A_SENTENCE = re.compile(r"(?:^|[.!?:;•\n\"“«(\[–—]|\d[.)])\s*$")
_PARTICLES = words_of("name_words", "particle")
_COMMON_NAMES = "2026-11-22"
_NEAR = 40
_CLEAR_WITHOUT_CAPITAL = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its place."""

    start: int
    end: int
    text: str

    @property
    def small(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def has_capital(self) -> bool:
        return self.text[0].isupper()


def find_latin_organisations(reading: Reading) -> None:
    """Propose what is named behind a word for a company or a public body: `Ngân hàng ...`, `PT ...`."""
    for match in _before_pattern("organisation_before").finditer(reading.small):
        group = _capitals_after(reading, match.end())
        if not group or not reading.is_free(match.start(), group[-1].end):
            continue
        if reading.language == "vi" and _is_generic(reading, group):
            continue
        has_capital = reading.text[match.start()].isupper()
        if len(match[0]) < _CLEAR_WITHOUT_CAPITAL and not has_capital:
            continue  # `cán bộ Công an`: a syllable of another word
        is_inside = has_capital and match[0] not in words_of("name_words", "outside")
        start = match.start() if is_inside else group[0].start
        _propose(reading, CandidateType.ORG, (start, _end_of(group)), Confidence.LIKELY, "word_before", match[0])


def find_latin_places(reading: Reading) -> None:
    """Propose what is named behind a word for a building or a town."""
    for match in _before_pattern("place_before").finditer(reading.small):
        group = _capitals_after(reading, match.end())
        if not group or not reading.is_free(match.start(), group[-1].end):
            continue
        is_inside = reading.text[match.start()].isupper()
        start, end = match.start() if is_inside else group[0].start, _end_of(group)
        known = english_name(reading.words[start:end]) or english_name(reading.words[group[0].start : end])
        reading.propose(
            CandidateType.PLACE, start, end, normal=known or " ".join(reading.words[start:end].split()),
            confidence=Confidence.LIKELY, rule="word_before", beside=match[0],
        )  # fmt: skip


def find_labelled_places(reading: Reading) -> None:
    """Propose what stands behind `Location:` in any script, up to the end of the thought."""
    labels = "|".join(map(re.escape, longest_first("name_words", "place_label")))
    for match in re.finditer(
        rf"(?:{labels}) ?[:：៖] ?(?P<name>[^\s,.;:()（），。0-9][^\n,.;:()（），。0-9]{{1,30}})", reading.small
    ):
        start, end = match.span("name")
        run = reading.raw[start:end].split(" ")
        # Scripts without spaces between words end a name at the space, Latin letters at the first small word.
        kept = [run[0]]
        for word in run[1:]:
            if not word[:1].isupper():
                break
            kept.append(word)
        end = start + len(" ".join(kept))
        if not run[0][:1].islower():
            _propose(
                reading, CandidateType.PLACE, (start, end), Confidence.LIKELY, "word_before", match[0].split(":")[0]
            )


def find_latin_names(reading: Reading) -> None:
    """Propose the remaining rows of capital words as organisations, places or persons."""
    for group in _groups(reading):
        for part in _parts(reading, group):
            _classify(reading, part)


def _groups(reading: Reading) -> Iterator[list[Word]]:
    """Words with capitals in a row, with the small words of names between them."""
    group: list[Word] = []
    for match in _WORD.finditer(reading.words):
        word = Word(match.start(), match.end(), match[0])
        if group and word.small in words_of("name_words", "ending") and _goes_on(reading, group[-1], word):
            group.append(word)
            yield group
            group = []
            continue
        if group and not _goes_on(reading, group[-1], word):
            yield _closed(group)
            group = []
        if reading.is_free(word.start, word.end) and (word.has_capital or (group and word.small in _PARTICLES)):
            group.append(word)
        elif group:
            yield _closed(group)
            group = []
    if group:
        yield _closed(group)


def _goes_on(reading: Reading, last: Word, word: Word) -> bool:
    between = reading.words[last.end : word.start]
    one_dot = last.text.endswith(".") and len(last.text) > 2 and not _is_title(reading, last)
    return between in (" ", "  ") and not one_dot if reading.is_scanned else between == " " and not one_dot


def _closed(group: list[Word]) -> list[Word]:
    endings = words_of("name_words", "ending")
    while group and not group[-1].has_capital and group[-1].small not in endings:
        group = group[:-1]
    return group


def _parts(reading: Reading, group: list[Word]) -> Iterator[list[Word]]:
    """Without words that open a sentence, titles, and words that are no names."""
    while group and group[0].small in words_of("name_words", "opening") and len(group) > 0:
        if not _begins_a_sentence(reading, group[0]) and len(group) == 1:
            break
        if not _begins_a_sentence(reading, group[0]) and not group[0].text.isupper():
            break
        group = group[1:]
    part: list[Word] = []
    for word in group:
        if word.small in words_of("name_words", "never") and not (part and _is_organisation_word(word)):
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _begins_a_sentence(reading: Reading, word: Word) -> bool:
    return _BEGINS_A_SENTENCE.search(reading.words[max(0, word.start - 6) : word.start]) is not None


def _classify(reading: Reading, part: list[Word]) -> None:
    part = _closed(part)
    titled = False
    if len(part) > 1 and len(part[0].small) == 1 and _begins_a_sentence(reading, part[0]):
        part = part[1:]  # the end of an abbreviation: `bât. B. Kai`
    while len(part) > 1 and _is_title(reading, part[0]):
        part, titled = part[1:], True
    if not part:
        return
    place = (part[0].start, _end_of(part))
    written = reading.words[place[0] : place[1]]
    if written.lower() in words_of("name_words", "never"):
        return
    if (english := english_name(written.rstrip("."))) is not None and not titled:
        reading.propose(
            CandidateType.PLACE, *place, normal=english, confidence=Confidence.SURE, rule="known_place",
        )  # fmt: skip
    elif (
        (len(part) > 1 and _is_organisation_word(part[-1]))
        or _legal_form_behind(reading, place[1])
        or _JOINED_BANK.fullmatch(written)
    ):
        place = (place[0], _legal_form_behind(reading, place[1]) or place[1])
        _propose(reading, CandidateType.ORG, place, Confidence.LIKELY, "word_within", part[-1].small)
    elif len(part) > 1 and part[-1].small in words_of("name_words", "place_after"):
        _propose(reading, CandidateType.PLACE, place, Confidence.LIKELY, "word_within", part[-1].small)
    else:
        _person(reading, part, titled=titled)


_LEGAL_FORM = re.compile(
    r",? (?:(?:& (?:Partners|Sons|Associates|Brothers|Co\.?))|Co\.?,? ?Ltd\.?|Ltd\.?|LLC|Inc\.?"
    r"|Pte\.? Ltd\.?|Sdn\.? Bhd\.?|Limited"
    r"|Corp\.?|S\.A\.|GmbH|JSC|Tbk)(?![A-Za-z])"
)
_JOINED_BANK = re.compile(r"[A-Z][A-Za-z]*[A-Za-z]Bank(?:ing)?")


def _legal_form_behind(reading: Reading, end: int) -> int:
    """Where the legal form ends that goes on behind a comma or a sign, or nothing."""
    match = _LEGAL_FORM.match(reading.words, end)
    return match.end() if match else 0


def _person(reading: Reading, part: list[Word], *, titled: bool) -> None:
    if reading.language == "vi" and _is_generic(reading, part):
        return
    beside = "title" if titled else _named_by(reading, part[0].start) or _listed_with(reading, part[0].start)
    # Vietnamese names begin with one of few family names, and their other syllables are ordinary words.
    known = [word for word in (part[:1] if reading.language == "vi" else part) if _is_common_name(word.small)]
    in_capitals = all(word.text.isupper() and len(word.text) > 1 for word in part)
    place = (part[0].start, _end_of(part))
    before = _word_before(reading, part[0].start)
    if before in words_of("name_words", "not_naming"):
        return
    if (
        not beside
        and not known
        and reading.language != "vi"
        and before in words_of("name_words", "preposition_of_place")
        and not in_capitals
    ):
        _propose(reading, CandidateType.PLACE, place, Confidence.POSSIBLE, "preposition", before)
        return
    if len(part) == 1:
        alone = part[0].small in words_of("name_words", "opening") or (len(part[0].small) < 2)
        if beside and not alone and not (in_capitals and len(part[0].text) < 4):
            _propose(reading, CandidateType.PERSON, place, Confidence.LIKELY, "word_before", beside)
        elif known and not _begins_a_sentence(reading, part[0]) and not in_capitals:
            _propose(reading, CandidateType.PERSON, place, Confidence.POSSIBLE, "common_name", "")
        return
    if beside:
        _propose(reading, CandidateType.PERSON, place, Confidence.LIKELY, "word_before", beside)
    elif known and len(part) <= 5:
        _propose(reading, CandidateType.PERSON, place, Confidence.LIKELY, "common_name", known[0].small)
    elif not in_capitals and len(part) <= 4 and reading.language != "vi":
        _propose(reading, CandidateType.PERSON, place, Confidence.POSSIBLE, "capital_words", "")


def _listed_with(reading: Reading, start: int) -> str:
    """Behind a person and a comma, in the same list."""
    for candidate in reversed(reading.found):
        between = reading.words[candidate.end : start]
        if candidate.type is CandidateType.PERSON and candidate.end <= start and between in _IN_A_LIST:
            return candidate.text
    return ""


_IN_A_LIST = frozenset({", ", " and ", " và ", " et ", " dan ", " at ", "/", " & "})


def _is_generic(reading: Reading, part: list[Word]) -> bool:
    """`Cảnh sát`, `Ban Thư ký`: a noun whose first syllable alone has a capital goes on in small letters."""
    behind = reading.words[part[-1].end : part[-1].end + 2]
    return part[0].small in words_of("name_words", "generic") and (
        len(behind) > 1 and behind[0] == " " and behind[1].islower()
    )


def _word_before(reading: Reading, place: int) -> str:
    """The word before a place, if only a space lies between."""
    words = reading.small[max(0, place - _NEAR) : place]
    return words.split()[-1].lstrip("(\"'“«") if words.endswith(" ") and words.strip() else ""


def _is_title(reading: Reading, word: Word) -> bool:
    small = word.text.lower()
    return small in titles_of(reading.language) or small.rstrip(".") in titles_of(reading.language)


def _is_organisation_word(word: Word) -> bool:
    return word.small in words_of("name_words", "organisation_after")


def _named_by(reading: Reading, start: int) -> str:
    """The title or the word for naming right before a place, if there is one."""
    before = reading.small[max(0, start - _NEAR) : start].rstrip(" :,\"“«'‘(")
    for words in (longest_first("name_words", "naming"), titles_of(reading.language)):
        for word in words:
            if before.endswith(word) and not before[: -len(word)][-1:].isalpha():
                return word
    return ""


def _end_of(part: Sequence[Word]) -> int:
    """A full stop behind an initial belongs to it, behind a word it ends the sentence."""
    last = part[-1]
    return last.end - 1 if last.text.endswith(".") and len(last.text) > 2 else last.end


_ARTICLE = re.compile(r" (?:du|de la|des|de|of|of the)(?= [A-ZÀ-Þ])")


def _behind_article(reading: Reading, place: int) -> int:
    match = _ARTICLE.match(reading.words, place)
    return match.end() if match else place


def _capitals_after(reading: Reading, place: int) -> list[Word]:
    group: list[Word] = []
    for match in _WORD.finditer(reading.words, _behind_article(reading, place)):
        word = Word(match.start(), match.end(), match[0])
        gap = reading.words[group[-1].end if group else _behind_article(reading, place) : word.start]
        if gap.strip(' "“«') or len(gap) > 2 or (group and group[-1].text.endswith(".") and len(group[-1].text) > 2):
            break
        if not word.has_capital and not (group and word.small in _PARTICLES):
            break
        if not reading.is_free(word.start, word.end):
            break
        group.append(word)
    return _closed(group)


def _propose(  # noqa: PLR0917 - kind, place, confidence, rule and word are read in this order everywhere here
    reading: Reading, kind: CandidateType, place: Place, confidence: Confidence, rule: str, beside: str = ""
) -> None:
    start, end = place
    normal = " ".join(reading.words[start:end].split())
    reading.propose(kind, start, end, normal=normal, confidence=confidence, rule=rule, beside=beside)


@lru_cache(maxsize=16384)
def _is_common_name(small: str) -> bool:
    """Whether the public tables know the word as a name of persons."""
    found = frequencies_of(_COMMON_NAMES).of(plain_latin(small))
    return found is not None and found.common_as is not CommonAs.WORD


@lru_cache(maxsize=8)
def _before_pattern(kind: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, longest_first("name_words", kind)))
    return re.compile(rf"(?<![^\W_])(?:{words})(?= [\"“«]?[^\W\d_])")
