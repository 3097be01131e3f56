"""The routes of the OpenSanctions matcher under `/opensanctions`: its clients need no change but the address."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from interlace.core.handling import Action
from interlace.facts.exporting.values import schema_named
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import AnswersMissing, NotFound
from interlace.foundation.http.matter_keys import MatterKey, MatterRequest, viewer_of_key
from interlace.foundation.http.routing import PROBLEMS, ProblemOut
from interlace.screening.access import screening_index
from interlace.screening.index import IndexDamaged
from interlace.screening.opensanctions.algorithm import ALGORITHM, ALGORITHMS, feature_docs
from interlace.screening.opensanctions.datasets import DEFAULT, datasets_of, name_of
from interlace.screening.opensanctions.examples import BadQuery, Example, read_example
from interlace.screening.opensanctions.matching import Narrowing, Scored, match_examples
from interlace.screening.opensanctions.reading import Fetched, fetch_entry
from interlace.screening.opensanctions.rendering import facet_out, scored_out, total_out
from interlace.screening.opensanctions.schemas import (
    MOST_QUERIES,
    MatcherAdjacentOut,
    MatcherAlgorithmsOut,
    MatcherCatalogOut,
    MatcherEntityOut,
    MatcherLinksOut,
    MatcherNarrowingIn,
    MatcherNestedIn,
    MatcherPageIn,
    MatcherQueriesIn,
    MatcherSearchIn,
    MatcherSearchOut,
    MatcherStatusOut,
    MatchIn,
    MatchOut,
)
from interlace.screening.opensanctions.searching import FACETS, Words, search_registers

T = TypeVar("T")
router = Router(tags=["opensanctions"], auth=(MatterKey(),))
_ANSWERS = {**PROBLEMS, 503: ProblemOut}
"""What a route may answer that asks bureaus: 503 where one of them has not answered."""
_READS = (Action.DISCOVER, Action.READ)


@router.get("/opensanctions/healthz", auth=None, response={200: MatcherStatusOut, **PROBLEMS})
@declare("opensanctions.health", SurfaceKind.ROUTE)
def get_matcher_health(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001 - its interface
    """Say that the server answers."""
    return {"status": "ok"}


@router.get("/opensanctions/readyz", auth=None, response={200: MatcherStatusOut, **_ANSWERS})
@declare("opensanctions.ready", SurfaceKind.ROUTE)
def get_matcher_readiness(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001 - its interface
    """Say that the index can be searched."""
    try:
        is_whole = not screening_index().missing()
    except (OSError, IndexDamaged):
        is_whole = False
    if not is_whole:
        raise AnswersMissing(_("The index cannot be searched now."))
    return {"status": "ok"}


@router.get("/opensanctions/algorithms", response={200: MatcherAlgorithmsOut, **PROBLEMS})
@declare("opensanctions.algorithms", SurfaceKind.ROUTE)
def get_matcher_algorithms(request: MatterRequest) -> dict[str, Any]:  # noqa: ARG001 - its interface
    """Describe how likeness is measured here."""
    docs = feature_docs()
    only = {"name": ALGORITHM, "description": _("Reasons in bits, added up and turned into a probability.")}
    return {"algorithms": [{**only, "features": docs, "docs": docs}], "default": ALGORITHM, "best": ALGORITHM}


@router.get("/opensanctions/catalog", response={200: MatcherCatalogOut, **PROBLEMS})
@declare("opensanctions.catalog", SurfaceKind.ROUTE, actions=_READS, purpose=PurposeFrom.OBJECT)
def get_matcher_catalog(request: MatterRequest) -> dict[str, Any]:
    """List the registers that the key may read, and `default` for all of them together."""
    with acting(viewer_of_key(request), Action.DISCOVER, now=timezone.now()) as context:
        datasets = datasets_of(context)
    outdated = [name for name, each in datasets.by_name.items() if each.member in datasets.unheard]
    current = [name for name in datasets.by_name if name not in outdated]
    whole = _dataset(DEFAULT, _("All registers that this key may read"), is_current=not outdated)
    registers = [
        _dataset(name_of(each), each.title, is_current=name in current) for name, each in datasets.by_name.items()
    ]
    return {
        "datasets": [{**whole, "children": list(datasets.by_name)}, *registers],
        "current": current,
        "outdated": outdated,
        "index_stale": bool(outdated),
    }


@router.post("/opensanctions/match/{scope}", response={200: MatchOut, **_ANSWERS}, by_alias=True)
@declare(
    "opensanctions.match",
    SurfaceKind.ROUTE,
    actions=(Action.DISCOVER, Action.MATCH, Action.READ),
    purpose=PurposeFrom.OBJECT,
)
def post_matcher_match(
    request: MatterRequest, response: HttpResponse, scope: str, body: MatcherQueriesIn, terms: Query[MatchIn]
) -> dict[str, Any]:
    """Put up to a hundred entities to the registers of a scope; each counts as one question of the key's day."""
    examples = _examples(body, terms)
    narrowing = _narrowing(terms, exclude_entities=terms.exclude_entity_ids)
    found = match_examples(viewer_of_key(request), request.key, scope, examples, narrowing, now=timezone.now())
    response["x-batch-size"] = str(len(examples))
    return {
        "responses": {name: _matches(example, found[name], terms) for name, example in examples.items()},
        "matcher": feature_docs(),
        "limit": terms.limit,
    }


@router.get("/opensanctions/search/{scope}", response={200: MatcherSearchOut, **_ANSWERS}, by_alias=True)
@declare("opensanctions.search", SurfaceKind.ROUTE, actions=_READS, purpose=PurposeFrom.OBJECT)
def get_matcher_search(request: MatterRequest, scope: str, terms: Query[MatcherSearchIn]) -> dict[str, Any]:
    """Look through the registers of a scope by words of a name."""
    _refuse_unknown(terms.sort, "sort")
    _refuse_unknown(terms.filter, "filter")
    unknown = set(terms.facets) - FACETS.keys()
    _refuse_unknown(sorted(unknown), "facets")
    words = Words(terms.q, terms.schema_, frozenset(each.lower() for each in terms.countries), _narrowing(terms))
    found = search_registers(viewer_of_key(request), request.key, scope, words, now=timezone.now())
    page = _page(found.entries, limit=terms.limit, offset=terms.offset)
    return {
        "results": [each.as_entity() for each in page],
        "facets": {facet: facet_out(found, facet) for facet in terms.facets},
        "total": total_out(len(found.entries), is_all=found.is_all),
        "limit": terms.limit,
        "offset": terms.offset,
    }


@router.get(
    "/opensanctions/entities/{entity_id}", response={200: MatcherEntityOut, 308: None, **PROBLEMS}, by_alias=True
)
@declare("opensanctions.entity", SurfaceKind.ROUTE, actions=_READS, purpose=PurposeFrom.OBJECT)
def get_matcher_entity(
    request: MatterRequest, response: HttpResponse, entity_id: str, terms: Query[MatcherNestedIn]
) -> Any:
    """Show one record by its id, with what it is linked to. The id that its list gives it leads there."""
    fetched = _fetch(request, entity_id)
    if not fetched.is_by_id:
        nested = "true" if terms.nested else "false"
        response["Location"] = f"{request.path.rpartition('/')[0]}/{quote(fetched.entry.id)}?nested={nested}"
        return Status(308, None)
    return fetched.whole if terms.nested else fetched.entry.as_entity()


@router.get(
    "/opensanctions/entities/{entity_id}/adjacent", response={200: MatcherAdjacentOut, **PROBLEMS}, by_alias=True
)
@declare("opensanctions.adjacent", SurfaceKind.ROUTE, actions=_READS, purpose=PurposeFrom.OBJECT)
def get_matcher_adjacent(request: MatterRequest, entity_id: str, page: Query[MatcherPageIn]) -> dict[str, Any]:
    """Show what a record is linked with, by property."""
    _refuse_unknown(page.sort, "sort")
    fetched = _fetch(request, entity_id)
    linked = {prop: _linked(there, page) for prop, there in fetched.links.items()}
    return {"entity": fetched.entry.as_entity(), "adjacent": linked}


@router.get(
    "/opensanctions/entities/{entity_id}/adjacent/{property_name}",
    response={200: MatcherLinksOut, **PROBLEMS},
    by_alias=True,
)
@declare("opensanctions.adjacent.property", SurfaceKind.ROUTE, actions=_READS, purpose=PurposeFrom.OBJECT)
def get_matcher_adjacent_property(
    request: MatterRequest, entity_id: str, property_name: str, page: Query[MatcherPageIn]
) -> dict[str, Any]:
    """Show what a record is linked with by one property."""
    _refuse_unknown(page.sort, "sort")
    fetched = _fetch(request, entity_id)
    known = schema_named(fetched.entry.record.schema).get(property_name)
    if known is None or known.type.name != "entity":
        raise NotFound(_("There is no such property."))
    return _linked(fetched.links.get(property_name, []), page)


def _fetch(request: MatterRequest, entity_id: str) -> Fetched:
    return fetch_entry(viewer_of_key(request), request.key, entity_id, now=timezone.now())


def _examples(body: MatcherQueriesIn, terms: MatchIn) -> Mapping[str, Example]:
    if terms.algorithm not in ALGORITHMS:
        raise BadQuery(_("There is no such algorithm here."), fix=_("GET algorithms names the one there is."))
    _refuse_unknown(sorted(body.weights), "weights")
    _refuse_unknown(sorted(body.config), "config")
    if not body.queries:
        raise BadQuery(_("No query was sent."))
    if len(body.queries) > MOST_QUERIES:
        raise BadQuery(_("More than {most} queries in one call.").format(most=MOST_QUERIES))
    return {name: read_example(name, query.model_dump(by_alias=True)) for name, query in body.queries.items()}


def _narrowing(terms: MatcherNarrowingIn, *, exclude_entities: Sequence[str] = ()) -> Narrowing:
    if terms.changed_since is not None:
        raise BadQuery(_("When an entry changed is not kept here."), fix=_("Leave changed_since out."))
    return Narrowing(
        include=frozenset(terms.include_dataset),
        exclude=frozenset(terms.exclude_dataset),
        exclude_schemata=frozenset(terms.exclude_schema),
        topics=frozenset(terms.topics),
        exclude_entities=frozenset(exclude_entities),
    )


def _refuse_unknown(given: Sequence[str], name: str) -> None:
    """What cannot be done here is refused: passed over in silence, an answer would read as if it had been done."""
    if given:
        raise BadQuery(_("{name} cannot be used here as it is.").format(name=name), fix=_("Leave it out."))


def _matches(example: Example, found: Sequence[Scored], terms: MatchIn) -> dict[str, Any]:
    # A client that wants matches from a score on wants to see them: the lower of the two counts.
    least = min(terms.cutoff, terms.threshold)
    told = [each for each in found if each.score.probability >= least]
    return {
        "status": 200,
        "results": [scored_out(each, example, threshold=terms.threshold) for each in told[: terms.limit]],
        "total": total_out(len(told), is_all=True),
        "query": {"id": example.entity.get("id"), **example.entity},
    }


def _linked(there: Sequence[Mapping[str, Any]], page: MatcherPageIn) -> dict[str, Any]:
    return {
        "results": _page(there, limit=page.limit, offset=page.offset),
        "total": total_out(len(there), is_all=True),
        "limit": page.limit,
        "offset": page.offset,
    }


def _page(items: Sequence[T], *, limit: int, offset: int) -> Sequence[T]:
    return items[offset : offset + limit]


def _dataset(name: str, title: str, *, is_current: bool) -> dict[str, Any]:
    # A number of the version would tell of changes in records that the key may not read.
    return {
        "name": name,
        "title": title,
        "load": True,
        "index_current": is_current,
        "index_version": None,
        "version": "current",
        "children": [],
    }
