"""Results as they leave the node by REST and by command."""

from interlace.core.results import Figure
from interlace.results.models import PublicSheet, ResultPair
from interlace.results.publishing import Family
from interlace.results.queries import ResultSheet, SeenLine
from interlace.results.schemas import (
    PublicFamilyOut,
    PublicSheetOut,
    ResultFigureOut,
    ResultLineOut,
    ResultPairOut,
    ResultSheetOut,
)
from interlace.results.words import DEFINITION_WORDS, FIGURE_WORDS


def sheet_out(sheet: ResultSheet) -> ResultSheetOut:
    """The sheet of one bureau."""
    counted = sheet.results
    return ResultSheetOut(
        operation=sheet.operation.id,
        title=sheet.operation.title,
        as_of=sheet.as_of,
        definitions=counted.definitions,
        log=counted.log,
        figures=[
            ResultFigureOut(
                figure=figure,
                name=str(FIGURE_WORDS[figure]),
                definition=str(DEFINITION_WORDS[figure]),
                total=counted.totals[figure],
                by_state={state: row[figure] for state, row in counted.by_state.items()},
            )
            for figure in Figure
        ],
        money={currency: format(amount, "f") for currency, amount in counted.money.items()},
        lines=[line_out(each) for each in sheet.lines],
        corrected=sheet.corrected,
        pairs=[pair_out(each) for each in sheet.pairs],
        public=[public_out(each) for each in sheet.public],
    )


def line_out(seen: SeenLine) -> ResultLineOut:
    """One line that stands."""
    line = seen.line
    return ResultLineOut(
        id=line.id,
        member=line.member,
        kind=line.kind,
        at=line.at,
        source=line.source,
        is_child=line.is_child,
        is_public=line.is_public,
        amount=format(line.amount.normalize(), "f") if line.amount is not None else None,
        currency=line.currency,
        counted=seen.counted,
    )


def pair_out(said: ResultPair) -> ResultPairOut:
    """That two lines are of the same person or account, or not."""
    return ResultPairOut(
        one=said.one, other=said.other, is_same=said.is_same, member=said.member, reason=said.reason, at=said.at
    )


def public_out(public: PublicSheet) -> PublicSheetOut:
    """A published version."""
    families = [Family.read(each) for each in public.families]
    return PublicSheetOut(
        id=public.id,
        version=public.version,
        at=public.at,
        member=public.member,
        definitions=public.definitions,
        families=[
            PublicFamilyOut(figures=list(each.figures), as_of=each.as_of, cells=dict(each.cells)) for each in families
        ],
    )
