"""What the page of match quality shows."""

from dataclasses import dataclass

from interlace.screening.presenting import Handling, Pair


@dataclass(frozen=True, slots=True)
class QualityTable:
    """Rows of text under heads; the first cell of a row names it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hint: str = ""
    bars: tuple[float, ...] = ()
    """For each row the share in its last cell, in hundredths."""
    note: str = ""
    """Where the numbers come from, as the model's file says it in English."""
    last_in: str = ""
    """The language of the last cells, where it is not the reader's."""

    @property
    def shown(self) -> tuple[tuple[tuple[tuple[str, str], ...], float | None], ...]:
        """Each row: its cells with their heads, and its bar."""
        bars = self.bars or (None,) * len(self.rows)
        return tuple((tuple(zip(self.heads, row, strict=True)), bar) for row, bar in zip(self.rows, bars, strict=True))


@dataclass(frozen=True, slots=True)
class QualityPage:
    """The model in force, its bands, what people decided about what it proposed, and what was measured before."""

    handling: Handling
    model: tuple[Pair, ...]
    bands: QualityTable
    decided: tuple[QualityTable, ...]
    measured: tuple[QualityTable, ...]
    versions: QualityTable
