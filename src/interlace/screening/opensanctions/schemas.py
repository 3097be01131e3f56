"""Shapes of the OpenSanctions matcher (yente), field by field as its clients read and write them.

Source: the installed client (`yente_client.models`, version 0.2.0) and the documentation of yente 5, 2026-11-22.
"""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

LONGEST_TEXT = 512
MOST_RESULTS = 500
MOST_QUERIES = 100
MOST_SKIPPED = 9_499
MATCH_PAGE, SEARCH_PAGE = 5, 10
THRESHOLD, CUTOFF = 0.7, 0.5


class MatcherStatusOut(Schema):
    """That the server answers."""

    status: str = "ok"


class MatcherTotalOut(Schema):
    """How many there are; `gte` where there may be more than were looked at."""

    value: int
    relation: str


class MatcherEntityOut(Schema):
    """A record of a register as a FollowTheMoney entity; `id` stays the same through all versions of the register."""

    id: str
    caption: str
    schema_: str = Field(..., alias="schema")
    properties: dict[str, list[Any]] = Field(..., description="Texts; in a nested answer also entities.")
    datasets: list[str]
    referents: list[str] = Field(..., description="The id that the list itself gives the entry.")
    target: bool
    first_seen: datetime | None
    last_seen: datetime | None
    last_change: datetime | None


class MatcherFeatureOut(Schema):
    """What one sort of evidence adds to a score, in bits: twice the odds for each."""

    score: float
    detail: str | None
    query: str | None
    candidate: str | None


class ScoredEntityOut(MatcherEntityOut):
    """A record that resembles a query; `score` is the probability, among candidates, that both are one."""

    score: float
    match: bool
    explanations: dict[str, MatcherFeatureOut]


class MatcherExampleIn(Schema):
    """An entity to be looked for. Values that cannot be read are left out, and the answer shows what was read."""

    id: str | None = Field(None, max_length=LONGEST_TEXT)
    schema_: str = Field(..., alias="schema", max_length=64)
    properties: dict[str, str | list[Any]]


class MatcherExampleOut(Schema):
    """A query as it was read."""

    id: str | None
    schema_: str = Field(..., alias="schema")
    properties: dict[str, list[str]]


class MatcherQueriesIn(Schema):
    """Up to a hundred entities, by names of the client's own."""

    queries: dict[str, MatcherExampleIn]
    weights: dict[str, float] = Field(default_factory=dict, description="Empty: this node's weights are published.")
    config: dict[str, Any] = Field(default_factory=dict, description="Empty: there is nothing to configure.")


class MatcherNarrowingIn(Schema):
    """What part of a scope is wanted."""

    include_dataset: list[str] = Field(default_factory=list, max_length=200)
    exclude_dataset: list[str] = Field(default_factory=list, max_length=200)
    exclude_schema: list[str] = Field(default_factory=list, max_length=100)
    topics: list[str] = Field(default_factory=list, max_length=100)
    changed_since: str | None = Field(None, description="Not kept here: refused.", max_length=40)


class MatchIn(MatcherNarrowingIn):
    """How a match is asked for."""

    limit: int = Field(MATCH_PAGE, ge=0, le=MOST_RESULTS)
    threshold: float = Field(THRESHOLD, allow_inf_nan=False, description="From which score on `match` is true.")
    cutoff: float = Field(CUTOFF, allow_inf_nan=False, description="Below it, nothing is given.")
    algorithm: str = Field("best", max_length=80)
    exclude_entity_ids: list[str] = Field(default_factory=list, max_length=50)


class MatchesOut(Schema):
    """What resembles one query, the strongest first."""

    status: int
    results: list[ScoredEntityOut]
    total: MatcherTotalOut
    query: MatcherExampleOut


class MatchOut(Schema):
    """The answers by the names of the queries."""

    responses: dict[str, MatchesOut]
    matcher: dict[str, Any]
    limit: int


class MatcherSearchIn(MatcherNarrowingIn):
    """What is looked for, in words."""

    q: str = Field("", max_length=LONGEST_TEXT)
    schema_: str = Field("Thing", alias="schema", max_length=64)
    countries: list[str] = Field(default_factory=list, max_length=100)
    limit: int = Field(SEARCH_PAGE, ge=0, le=MOST_RESULTS)
    offset: int = Field(0, ge=0, le=MOST_SKIPPED)
    fuzzy: bool = Field(default=False, description="Every search here forgives a slip.")
    simple: bool = Field(default=False, description="Words are never read as an expression.")
    sort: list[str] = Field(default_factory=list, max_length=10, description="Not possible here: refused.")
    filter: list[str] = Field(default_factory=list, max_length=50, description="Not possible here: refused.")
    facets: list[str] = Field(default_factory=lambda: ["countries", "topics", "datasets"], max_length=10)


class MatcherFacetItemOut(Schema):
    """A value, and how many of the records found have it."""

    name: str
    label: str
    count: int


class MatcherFacetOut(Schema):
    """The values of one sort among the records found."""

    label: str
    values: list[MatcherFacetItemOut]


class MatcherSearchOut(Schema):
    """One page of the records found."""

    results: list[MatcherEntityOut]
    facets: dict[str, MatcherFacetOut]
    total: MatcherTotalOut
    limit: int
    offset: int


class MatcherNestedIn(Schema):
    """Whether linked records are given inside."""

    nested: bool = True


class MatcherPageIn(Schema):
    """Which part of a list."""

    limit: int = Field(SEARCH_PAGE, ge=0, le=MOST_RESULTS)
    offset: int = Field(0, ge=0, le=MOST_SKIPPED)
    sort: list[str] = Field(default_factory=list, max_length=10, description="Not possible here: refused.")


class MatcherLinksOut(Schema):
    """One page of the records that are linked by one property."""

    results: list[MatcherEntityOut]
    total: MatcherTotalOut
    limit: int
    offset: int


class MatcherAdjacentOut(Schema):
    """A record and everything it is linked with, by property."""

    entity: MatcherEntityOut
    adjacent: dict[str, MatcherLinksOut]


class MatcherAlgorithmOut(Schema):
    """How likeness is measured."""

    name: str
    description: str | None
    features: dict[str, Any]
    docs: dict[str, Any]


class MatcherAlgorithmsOut(Schema):
    """The one algorithm of this node."""

    algorithms: list[MatcherAlgorithmOut]
    default: str
    best: str


class MatcherDatasetOut(Schema):
    """A register that the key may read, or the collection of all of them."""

    name: str
    title: str
    load: bool
    index_current: bool
    index_version: str | None
    version: str
    children: list[str]


class MatcherCatalogOut(Schema):
    """The registers that the key may read; `outdated` are those whose bureau cannot be reached now."""

    datasets: list[MatcherDatasetOut]
    current: list[str]
    outdated: list[str]
    index_stale: bool
