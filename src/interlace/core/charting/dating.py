"""When the things on a chart did what is said of them: moments and spans, as exactly as they are known.

Which properties of FollowTheMoney 3.8 say when something happened, and which only when a record was made or a person
was born, stands in two tables here; a test compares them with the model's properties of type date.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from interlace.core.charting.model import Certainty, Chart, Statement
from interlace.core.dates.partial import PartialDate

SPANS: Mapping[str, str] = {"startDate": "endDate", "openingDate": "closingDate"}
"""Beginning → end."""
HAPPENED = frozenset(
    {*SPANS, *SPANS.values(), "date", "deathDate", "incorporationDate", "dissolutionDate", "inceptionDate"}
    | {"registrationDate", "deregistrationDate", "nameChangeDate", "creationDate", "createDate", "contractDate"}
    | {"issueDate", "maturityDate", "fileDate", "closeDate", "listingDate", "balanceDate", "maxBalanceDate"}
    | {"awardingDate", "awardNoticeDate", "contractNoticeDate", "declarationDate"}
    | {"authoredAt", "publishedAt", "publishDate", "publicationDate", "submissionDeadline", "clarificationDeadline"}
)
NOT_DRAWN = frozenset({"birthDate", "buildDate", "createdAt", "modifiedAt", "retrievedAt", "processedAt"})
"""Of a life or of a record: on an axis of weeks they would only make it long."""
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Moment(NamedTuple):
    """Something dated: of an item, or of the link from it to another."""

    first: date
    last: date
    """The same day where it is known to the day; of a month or year its last day; of a span the end of its end."""
    is_span: bool
    """It lasted, and was not somewhere within."""
    item: int
    other: int | None
    word: str
    """Of a link: one of `Word` or the FollowTheMoney name; nothing for an item."""
    prop: str
    text: str
    """ISO 8601 at the precision that is known; beginning and end with a slash between."""
    certainty: Certainty
    owners: tuple[str, ...]
    sources: tuple[str, ...]
    """Grading and source, as its facts say."""
    labels: tuple[int, ...]


def moments_of(chart: Chart, statements: Iterable[Statement]) -> tuple[Moment, ...]:
    """What is dated on a chart, the earliest first; what several say alike is one moment with all its owners."""
    dated: defaultdict[str, list[Statement]] = defaultdict(list)
    subject_of: dict[str, str] = {}
    for each in statements:
        subject_of[each.id] = each.subject
        if each.prop in HAPPENED and _iso(each.value):
            dated[each.subject].append(each)
    found: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for place, item in enumerate(chart.items):
        for subject in sorted(item.subjects & dated.keys()):
            for key, stated in _dates(dated[subject]):
                found[(place, None, "", *key)] += stated
    for link in chart.links:
        subjects = {subject_of[each.id] for each in link.sources if each.id in subject_of}
        for subject in sorted(subjects & dated.keys()):
            if subject not in chart.places:  # a thing that stands on the chart itself has its own lane
                for key, stated in _dates(dated[subject]):
                    found[(link.one, link.other, link.word, *key)] += stated
    moments = [_moment(key, stated) for key, stated in found.items()]
    return tuple(sorted(moments, key=lambda each: (*each[:4], -1 if each.other is None else each.other, *each[5:8])))


def _dates(stated: Sequence[Statement]) -> Iterator[tuple[tuple[str, str], list[Statement]]]:
    """Property and text of each date of one subject; a beginning and its only end together."""
    left = sorted(stated)
    for begin, end in SPANS.items():
        begins, ends = ([each for each in left if each.prop == prop] for prop in (begin, end))
        is_one = len({each.value for each in begins}) == len({each.value for each in ends}) == 1
        if is_one and _first(begins[0].value) <= _last(ends[0].value):
            yield (begin, f"{_iso(begins[0].value)}/{_iso(ends[0].value)}"), begins + ends
            left = [each for each in left if each.prop not in {begin, end}]
    for each in left:
        yield (each.prop, _iso(each.value)), [each]


def _moment(key: tuple[object, ...], stated: Sequence[Statement]) -> Moment:
    place, other, word, prop, text = key
    begin, _slash, end = str(text).partition("/")
    return Moment(
        first=_first(begin),
        last=_last(end or begin),
        is_span=bool(end),
        item=int(str(place)),
        other=None if other is None else int(str(other)),
        word=str(word),
        prop=str(prop),
        text=str(text),
        certainty=max(each.certainty for each in stated),
        owners=tuple(sorted({each.originator for each in stated})),
        sources=tuple(dict.fromkeys(", ".join(filter(None, (each.grading, each.source))) for each in stated)),
        labels=tuple(sorted({each.label for each in stated})),
    )


def _iso(value: str) -> str:
    """The date in a value, without its time; nothing where there is none."""
    match = _ISO.match(value)
    try:
        return PartialDate.from_iso(match.group()).isoformat() if match else ""
    except ValueError:  # a thirteenth month, as its sender wrote it
        return ""


def _first(value: str) -> date:
    return PartialDate.from_iso(_iso(value)).first_day()


def _last(value: str) -> date:
    known = PartialDate.from_iso(_iso(value))
    month = known.month or 12
    return date(known.year, month, known.day or monthrange(known.year, month)[1])
