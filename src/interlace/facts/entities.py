"""What a row of a file says, before it has a label: things with values, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interlace.core.problems import Problem
from interlace.facts.grading import UNGRADED, Grading
from interlace.facts.markings import Marking


@dataclass(frozen=True, slots=True)
class Value:
    """One property of one thing: its normal form, and the original as it was written."""

    prop: str
    value: str
    original: str
    key: str = ""
    """Canonical key of an identifier, compared with `=` alone."""
    language: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A property that points at another thing: in the same row, in another row, or by the sender's own id of it."""

    prop: str
    entity: int | None = None
    row: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of a row in FollowTheMoney terms."""

    schema: str
    values: tuple[Value, ...]
    links: tuple[Link, ...] = ()
    reference: str = ""
    """The sender's own id of it, where the format has one."""
    of_row: int | None = None
    """The values belong to the first thing of another row ("phone of row 1") and make no thing of their own."""

    def first(self, prop: str) -> str:
        """The first normal value of a property, or nothing."""
        return next((value.value for value in self.values if value.prop == prop), "")


class Weight(StrEnum):
    """What a finding does to its row."""

    REFUSED = "refused"  # the row is not stored
    NOTED = "noted"  # the row is stored; this value is kept as written and not compared
    REMARK = "remark"  # all is well, and there is something to know


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cell."""

    problem: Problem
    weight: Weight = Weight.REFUSED
    column: str = ""
    cell: str = ""
    """Where it stands in the sender's file: `C7`, `line 7`."""


@dataclass(frozen=True, slots=True)
class RowTerms:
    """What the row itself says about its handling and its worth."""

    purpose: str = ""
    markings: tuple[Marking, ...] = ()
    condition: str = ""
    grading: Grading = UNGRADED
    source: str = ""


NO_TERMS = RowTerms()


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row with everything found in it. With a refusal among the findings nothing of it is stored."""

    number: int
    entities: tuple[Entity, ...]
    terms: RowTerms = NO_TERMS
    findings: tuple[Finding, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    """The row as it was given, by column: kept with a problem, so that it can be mended in place."""

    @property
    def is_refused(self) -> bool:
        """Whether anything found forbids storing the row."""
        return any(finding.weight is Weight.REFUSED for finding in self.findings)
