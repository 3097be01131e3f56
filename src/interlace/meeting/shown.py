"""How a meeting reads: the words of a link's reason, of what officers said of it, and of how an action ended."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.problems import Problem
from interlace.facts.problems import words_for
from interlace.meeting.models import ActionEnding, Finding, MeetingLink
from interlace.meeting.pack.records import NotRead, Outcome, RowProblem, Source, ThingKind
from interlace.meeting.words import PACK_WORDS, words_of_part, words_of_row

KINDS: Mapping[ThingKind, Promise] = {
    ThingKind.PERSON: gettext_lazy("person"),
    ThingKind.PHONE: gettext_lazy("phone"),
    ThingKind.WALLET: gettext_lazy("wallet"),
    ThingKind.ACCOUNT: gettext_lazy("account"),
    ThingKind.DOMAIN: gettext_lazy("website"),
    ThingKind.HANDLE: gettext_lazy("user name"),
    ThingKind.EMAIL: gettext_lazy("e-mail address"),
    ThingKind.DOCUMENT: gettext_lazy("document"),
    ThingKind.VEHICLE: gettext_lazy("number plate"),
    ThingKind.ADDRESS: gettext_lazy("address"),
}
FINDINGS: Mapping[Finding, Promise] = {
    Finding.MEET: gettext_lazy("They meet"),
    Finding.DO_NOT_MEET: gettext_lazy("They do not meet"),
    Finding.CANNOT_TELL: gettext_lazy("Cannot tell"),
}
ENDINGS: Mapping[ActionEnding, Promise] = {
    ActionEnding.DONE: gettext_lazy("Done"),
    ActionEnding.DROPPED: gettext_lazy("Dropped"),
}
_HOW: Mapping[str, Promise] = {
    "equal": gettext_lazy("Both bureaus wrote the same."),
    "part": gettext_lazy("A part of it is hidden in one bureau's papers, and the rest fits one value alone."),
    "part_with_holder": gettext_lazy("A part of it is hidden; what is shown fits, and what stands beside it agrees."),
    "looks_alike_in_scan": gettext_lazy("What was read from a scan looks like it."),
    "one_slip_with_holder": gettext_lazy("One sign differs, and what stands beside it agrees."),
    "place": gettext_lazy("The two addresses describe one place."),
}


def cases_text(link: MeetingLink) -> str:
    """The two cases, each with its bureau: references restart in every bureau."""
    return _("{bureau} {reference} and {other_bureau} {other_reference}").format(
        bureau=link.bureau_a, reference=link.case_a, other_bureau=link.bureau_b, other_reference=link.case_b
    )


def kind_text(link: MeetingLink) -> str:
    """What sort of value the link rests on."""
    return str(KINDS[ThingKind(link.reason)])


def how_text(link: MeetingLink) -> str:
    """Why the machine proposes it, in one sentence."""
    return str(_HOW.get(link.how) or _("Names, dates or documents of two people agree."))


def problem_texts(problem: Mapping[str, object]) -> tuple[str, str]:
    """What is wrong with a row of a folder, and how to mend it; of a part that was not read, why."""
    source = Source(str(problem["file"]), str(problem["cell"]))
    code, params = str(problem["code"]), problem.get("params")
    given = dict(params) if isinstance(params, Mapping) else {}
    if problem["outcome"] == "not_read":
        return words_of_part(NotRead("", source, code, str(given.get("detail", "")))), ""
    if code in PACK_WORDS:
        words = words_of_row(RowProblem("", source, code, Outcome(str(problem["outcome"]))))
    else:
        words = words_for(Problem(code, given))
    return words.what, words.fix
