"""The result sheet as rows of text in one or two languages: the same for page, PDF, DOCX and CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from interlace.core.results import DEFINITIONS, Figure
from interlace.core.results.publishing import SMALLEST_SHOWN
from interlace.core.results.sheet import ALL, cell_name
from interlace.foundation.localize.formats import moment_text
from interlace.results.models import PublicSheet
from interlace.results.publishing import MONEY, Family
from interlace.results.queries import ResultSheet
from interlace.results.words import DEFINITION_WORDS, FIGURE_WORDS

HIDDEN = "–"
"""What stands in a hidden cell, small or protecting: the two look alike."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One figure: what it is called and what it counts, in each language, and its cells."""

    names: tuple[str, ...]
    definitions: tuple[str, ...]
    cells: tuple[str, ...]
    """Altogether first, then each State; what is hidden is a dash."""
    as_of: tuple[str, ...] = ()
    """Where it differs from row to row, in each language."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet that is ready to be written down."""

    languages: tuple[str, ...]
    titles: tuple[str, ...]
    operation: str
    states: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    """Figure, definition, altogether: each in every language."""
    rows: tuple[PaperRow, ...]
    money: tuple[tuple[str, str], ...]
    money_names: tuple[str, ...]
    notes: tuple[str, ...]
    is_public: bool


def languages_of(first: str, second: str = "") -> tuple[str, ...]:
    """The languages of a sheet; an unknown second one is none."""
    offered = dict(settings.LANGUAGES)
    return (first, second) if second in offered and second != first else (first,)


def internal_paper(sheet: ResultSheet, *, languages: Sequence[str], zone: ZoneInfo) -> Paper:
    """The sheet of one bureau: of the lines that it may read, on this clock."""
    states = tuple(sheet.results.by_state)
    rows = tuple(
        PaperRow(
            _each(languages, FIGURE_WORDS[figure]),
            _each(languages, DEFINITION_WORDS[figure]),
            (
                str(sheet.results.totals[figure]),
                *(str(sheet.results.by_state[state][figure]) for state in states),
            ),
        )
        for figure in Figure
    )
    notes = [note for language in languages for note in _internal_notes(language, sheet, zone=zone)]
    money = tuple((currency, _plain(amount)) for currency, amount in sheet.results.money.items())
    return _paper(sheet.operation.title, languages, states=states, rows=rows, money=money, notes=notes, is_public=False)


def public_paper(public: PublicSheet, *, title: str, languages: Sequence[str], zone: ZoneInfo) -> Paper:
    """A published version as it was frozen, on this clock."""
    families = [Family.read(each) for each in public.families]
    cells = {name: value for each in families for name, value in each.cells.items() if each.figures != MONEY}
    times = {figure: _moments(each.as_of, languages, zone) for each in families for figure in each.figures}
    states = tuple(sorted({name.split("/")[0] for name in cells} - {ALL}))
    rows = tuple(
        PaperRow(
            _each(languages, FIGURE_WORDS[figure]),
            _each(languages, DEFINITION_WORDS[figure]),
            tuple(_shown(cells.get(cell_name(row, figure), 0)) for row in (ALL, *states)),
            times[figure.value],
        )
        for figure in Figure
    )
    money = tuple(sorted(next(each.cells for each in families if each.figures == MONEY).items()))
    notes = [note for language in languages for note in _public_notes(language, public)]
    return _paper(title, languages, states=states, rows=rows, money=money, notes=notes, is_public=True)


def _moments(moment: datetime, languages: Sequence[str], zone: ZoneInfo) -> tuple[str, ...]:
    said = []
    for language in languages:
        with override(language):
            said.append(moment_text(moment, zone=zone, language=language))
    return tuple(said)


def _paper(
    title: str,
    languages: Sequence[str],
    *,
    states: tuple[str, ...],
    rows: tuple[PaperRow, ...],
    money: tuple[tuple[str, str], ...],
    notes: Sequence[str],
    is_public: bool,
) -> Paper:
    named = []
    heads = []
    held = []
    for language in languages:
        with override(language):
            named.append(_("Results for the public") if is_public else _("Results"))
            heads.append((_("Figure"), _("What it counts"), _("Altogether"), _("As of")))
            held.append(_("Money held"))
    return Paper(
        languages=tuple(languages),
        titles=tuple(named),
        operation=title,
        states=states,
        heads=tuple(heads),
        rows=rows,
        money=money,
        money_names=tuple(held),
        notes=tuple(notes),
        is_public=is_public,
    )


def _internal_notes(language: str, sheet: ResultSheet, *, zone: ZoneInfo) -> tuple[str, ...]:
    with override(language):
        moment = moment_text(sheet.as_of, zone=zone, language=language)
        return (
            _("Counted for {member} from the lines that it may read, as of {moment}. Not for the public.").format(
                member=sheet.member, moment=moment
            ),
            _("Definitions of {version}. Digest of the lines that were counted: {digest}.").format(
                version=DEFINITIONS, digest=sheet.results.log[:16]
            ),
        )


def _public_notes(language: str, public: PublicSheet) -> tuple[str, ...]:
    with override(language):
        return (
            _("Figures below {least} are hidden, and so are others from which they could be worked out.").format(
                least=SMALLEST_SHOWN
            ),
            _("Figures stand as they were counted; a later sheet tells no change smaller than {least}.").format(
                least=SMALLEST_SHOWN
            ),
            _("Published by {member}, version {version}. Definitions of {definitions}.").format(
                member=public.member, version=public.version, definitions=public.definitions
            ),
        )


def _each(languages: Sequence[str], words: Promise) -> tuple[str, ...]:
    said = []
    for language in languages:
        with override(language):
            said.append(str(words))
    return tuple(said)


def _shown(value: int | None) -> str:
    return HIDDEN if value is None else str(value)


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
