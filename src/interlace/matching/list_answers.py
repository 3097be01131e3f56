"""What was found in a list, as rows."""

from collections.abc import Iterator

from interlace.matching.answers import Row, is_for_people, problem_row, score_row
from interlace.matching.deduplicating import Deduplication, RecordProblem


def list_rows(found: Deduplication, least: float) -> Iterator[Row]:
    """Clusters, links, records set apart, what could not be read, and a summary."""
    for number, members in enumerate(found.clusters, start=1):
        yield {"type": "cluster", "cluster": number, "records": members}
    for link in found.links:
        yield {"type": "link", "records": (link.a, link.b), **score_row(link.score), "probability": link.probability}
    for apart in found.set_apart:
        yield {"type": "set_apart", "records": (apart.a, apart.b), "contradicting": apart.contradicting}
    for problem in found.problems:
        yield _record_problem(problem)
    yield _summary(
        {
            "compared": found.records,
            "clusters": len(found.clusters),
            "links": len(found.links),
            "least": least,
            "learned": found.is_learned,
            "pairs_compared": found.pairs_compared,
            "pairs_left_out": found.pairs_left_out,
        }
    )


def _summary(figures: Row) -> Row:
    if is_for_people():
        return {"type": "summary", "reasons": [f"{name} {value}" for name, value in figures.items()]}
    return {"type": "summary", **figures}


def _record_problem(problem: RecordProblem) -> Row:
    what = "not_read" if problem.is_left_out else "not_compared"
    return {"type": what, "records": (problem.key,), "problem": problem_row(problem.found)}
