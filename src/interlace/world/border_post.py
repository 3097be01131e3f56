"""A border post of Golden Reed: invented documents to scan, one for each answer that a first line can read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from interlace.core.identifiers.mrz import check_digit
from interlace.core.procedure.border import BorderAnswer
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.screening.border.actions import scan
from interlace.world.lists import LOST_PASSPORT

POST = "Post K-7, lane 3"
OFFICER = "th.desk"
PURPOSE = "border"
_FIRST_LINE = 44


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """A passport of Utopia (the specimen state of ICAO 9303) and what its scan is answered."""

    surname: str
    given: str
    number: str
    born: str
    sex: str
    answer: BorderAnswer
    is_misread: bool = False

    @property
    def lines(self) -> tuple[str, str]:
        """The two lines that a reader types."""
        first = f"P<UTO{self.surname}<<{self.given.replace(' ', '<')}".ljust(_FIRST_LINE, "<")
        document, birth, expiry = (f"{each}{check_digit(each)}" for each in (self.number, self.born, "310630"))
        optional = "<" * 14 + "0"
        whole = check_digit(document + birth + expiry + optional)
        if self.is_misread:
            document = f"{document[:-2]}{(int(document[-2]) + 1) % 10}{document[-1]}"
        return first, f"{document}UTO{birth}{self.sex}{expiry}{optional}{whole}"


DOCUMENTS: Sequence[TravelDocument] = (
    TravelDocument("TESTER", "ANNA", "UT0090001", "850312", "F", BorderAnswer.NO_HIT),
    TravelDocument("TESTER", "ANNA", "UT0090001", "850312", "F", BorderAnswer.SCAN_AGAIN, is_misread=True),
    TravelDocument("SAMPLE", "PETER", LOST_PASSPORT, "720801", "M", BorderAnswer.SECOND_LINE),
    TravelDocument("HAN", "JI SEOP", "UT0000142", "910417", "M", BorderAnswer.COMPARE),
    TravelDocument("PHAM", "THI THU SUONG", "UT0090004", "030905", "F", BorderAnswer.TALK_FIRST),
)


def scan_documents(*, now: datetime) -> Mapping[BorderAnswer, int]:
    """Scan each of them once at the post, and count what was answered."""
    guard = viewer_of(officer_of_profile(OFFICER), purpose=PURPOSE, reference=POST)
    scans = (scan(guard, "\n".join(each.lines), today=now.date(), now=now) for each in DOCUMENTS)
    return Counter(each.answer for each in scans)
