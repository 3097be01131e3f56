"""Every recogniser in its order, from the surest to the least sure."""

from interlace.core.extraction.amounts import find_amounts
from interlace.core.extraction.candidates import Candidate, Origin
from interlace.core.extraction.dates import find_dates
from interlace.core.extraction.internet import find_internet_names
from interlace.core.extraction.languages import script_language
from interlace.core.extraction.naming import find_names
from interlace.core.extraction.numbers import find_numbers
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.secrets import find_secrets
from interlace.core.extraction.speakers import find_speakers
from interlace.core.extraction.wallets import find_ibans, find_wallets
from interlace.core.extraction.words import WordsBeside
from interlace.core.extraction.zones import find_zones

LONGEST_TEXT = 200_000
"""Code points of one text; a longer one is read page by page or message by message."""


def extract(
    text: str, *, region: str | None, language: str | None = None, origin: Origin = Origin.TYPED
) -> tuple[Candidate, ...]:
    """Read a page or a conversation and propose what it names, in the order of its places.

    `region` (ISO alpha-2) is the country whose national numbers and currency are meant; `language` (BCP 47) decides
    what the script leaves open. Candidates never overlap.
    """
    reading = Reading(text[:LONGEST_TEXT], region=region, language=language or script_language(text), origin=origin)
    words = WordsBeside(reading)
    find_secrets(reading, words)
    find_zones(reading)
    find_internet_names(reading)
    find_wallets(reading, words)
    find_ibans(reading)
    find_dates(reading)
    find_speakers(reading)
    find_amounts(reading)
    find_numbers(reading, words)
    find_names(reading)
    return tuple(sorted(reading.found, key=lambda candidate: candidate.start))
