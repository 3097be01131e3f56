"""A pack as an answer: counts of cases, leads and exhibits apart, rows with a problem, proposed links."""

from collections.abc import Mapping, Sequence
from typing import Any

from interlace.meeting.linking.links import ProposedLink
from interlace.meeting.pack.records import NotRead, Outcome, Pack, RowProblem
from interlace.meeting.words import words_of_part, words_of_row


def answer_of(pack: Pack, links: Sequence[ProposedLink]) -> dict[str, Any]:
    """What the command and the page say. A lead is never counted as an exhibit, nor an exhibit that stayed at home."""
    return {
        "files": pack.files,
        "cases": len(pack.cases),
        "leads": len(pack.leads),
        "leads_to_repair": sum(lead.needs_repair for lead in pack.leads),
        "exhibits": pack.exhibits_brought,
        "exhibits_held_at_home": len(pack.held_at_home),
        "problems": [_problem(problem) for problem in pack.problems],
        "not_read": [_not_read(part) for part in pack.not_read],
        "links": [_link(link) for link in links],
    }


def has_refused_rows(pack: Pack) -> bool:
    """Whether rows wait for their bureau to mend them."""
    return any(problem.outcome is Outcome.REPAIR for problem in pack.problems)


def name_of(case: tuple[str, str]) -> str:
    """A case as others may name it: references restart in every bureau."""
    bureau, reference = case
    return f"{bureau}:{reference}"


def _problem(problem: RowProblem) -> Mapping[str, str]:
    words = words_of_row(problem)
    return {
        "file": problem.source.file,
        "cell": problem.source.place,
        "code": problem.code,
        "outcome": problem.outcome.value,
        "reason": words.what,
        "remedy": words.fix,
    }


def _not_read(part: NotRead) -> Mapping[str, str]:
    return {"file": part.source.file, "place": part.source.place, "reason": words_of_part(part)}


def _link(link: ProposedLink) -> Mapping[str, Any]:
    return {
        "case_a": name_of(link.case_a),
        "case_b": name_of(link.case_b),
        "reason": link.reason.value,
        "value": link.value,
        "probability": link.probability,
        "how": link.how,
        "found_in": [f"{source.file}: {source.place}" for source in link.places],
    }
