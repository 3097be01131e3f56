"""Message catalogues: `python -m interlace.foundation.localize.catalogues extract|compile|check`.

Babel does what GNU gettext would, so that a bare machine needs no further program. Templates are read through
Django's own `templatize`, as `makemessages` would.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
LANGUAGES = ("fr", "vi")
DOMAIN = "django"
PROJECT = "Interlace"

_KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

_PLACE = re.compile(r"\{(\w*)\}|%\((\w+)\)s")

# French keeps these marks on the line of their word; in the catalogue a plain space is easier to write.
_FRENCH_SPACE = re.compile(r" (?=[:;!?»])|(?<=«) ")


@dataclass(frozen=True, slots=True)
class Gap:
    """A message that one language lacks, or whose places differ from the original's."""

    language: str
    message: str
    why: str


def main(arguments: Sequence[str]) -> int:
    """Extract, compile or check; one line on what was done."""
    match list(arguments):
        case ["extract"]:
            for language in LANGUAGES:
                write_catalogue(language, merged(language))
            print(f"messages: {len(found())} in {len(LANGUAGES)} catalogues")  # noqa: T201
        case ["compile"]:
            print(f"messages: {compile_stale()} catalogues compiled")  # noqa: T201
        case ["check"]:
            gaps = list(find_gaps())
            for gap in gaps:
                print(f"{gap.language}: {gap.message!r}: {gap.why}", file=sys.stderr)  # noqa: T201
            return 1 if gaps else 0
        case _:
            print("usage: python -m interlace.foundation.localize.catalogues extract|compile|check", file=sys.stderr)  # noqa: T201
            return 2
    return 0


def found() -> Catalog:
    """Every message of the sources, with the files it stands in."""
    catalogue = Catalog(project=PROJECT, fuzzy=False)
    sources = [*ROOT.rglob("*.py"), *ROOT.rglob("templates/**/*.html")]
    # The core never translates, it returns codes.
    for path in sorted(path for path in sources if ROOT / "core" not in path.parents):
        for message, comments, context in messages_of(path):
            place = (path.relative_to(ROOT).as_posix(), None)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)  # type: ignore[list-item]
    return catalogue


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    """The messages of one file, each with the notes for its translator."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # What is left of the template is not Python; every call stands on a line of its own after this.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    stream = io.BytesIO(source.encode())
    for _line, message, comments, context in extract("python", stream, _KEYWORDS, ("Translators:",)):
        yield message, comments, context


def merged(language: str) -> Catalog:
    """The language's catalogue with exactly the messages of the sources, keeping what is translated."""
    catalogue, kept = found(), catalogue_of(language)
    catalogue.locale = language
    for message in catalogue:
        old = kept.get(message.id, context=message.context) if message.id else None
        if old is not None:
            message.string = old.string
    return catalogue


def catalogue_of(language: str) -> Catalog:
    """The catalogue as it lies in the repository."""
    path = _path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8")


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Write it without dates, so that the same messages give the same file."""
    for message in catalogue:
        if message.pluralizable and not isinstance(message.string, tuple):
            message.string = ("",) * catalogue.num_plurals
    text = io.BytesIO()
    write_po(text, catalogue, width=0, sort_output=True, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Project-Id-Version: {PROJECT}\\n"\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    path = _path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text.getvalue().decode(), encoding="utf-8")


def compile_stale() -> int:
    """Compile what is newer than its compiled form; say how many."""
    count = 0
    for language in LANGUAGES:
        source = _path_of(language)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as stream:
            write_mo(stream, spaced(catalogue_of(language)))
        beside.replace(target)
        count += 1
    return count


def spaced(catalogue: Catalog) -> Catalog:
    """The catalogue with the spaces at which its language never breaks a line."""
    if str(catalogue.locale) == "fr":
        for message in catalogue:
            if message.id:
                forms = [_FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", form) for form in _strings(message.string)]
                message.string = tuple(forms) if message.pluralizable else forms[0]
    return catalogue


def find_gaps() -> Iterator[Gap]:
    """What would show a reader another language, or a sentence with a place that nothing fills."""
    wanted = [message for message in found() if message.id]
    for language in LANGUAGES:
        kept = catalogue_of(language)
        for message in wanted:
            translated = kept.get(message.id, context=message.context)
            yield from (Gap(language, str(message.id), why) for why in _faults(message, translated))


def _faults(message: Message, translated: Message | None) -> Iterator[str]:
    strings = _strings(translated.string) if translated else []
    if not strings or not all(strings):
        yield "not translated"
        return
    originals = _strings(message.id)
    allowed = {place for original in originals for place in _places(original)}
    for string in strings:
        if set(_places(string)) - allowed:
            yield "names a place that the original does not have"
        # A singular may say "one" in words; every other form carries every place.
        if strings[-1] == string and set(_places(originals[-1])) - set(_places(string)):
            yield "leaves out a place"


def _strings(said: object) -> list[str]:
    """The forms of a message: one, or one per number."""
    return [str(form) for form in said] if isinstance(said, (tuple, list)) else [str(said or "")]


def _places(text: str) -> list[str]:
    return _PLACE.findall(text)


def _path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
