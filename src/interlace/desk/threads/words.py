"""The words of the message desk: codes travel, whoever shows one asks here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.procedure.threads import ItemKind, Move, Outcome, ThreadStage, ThreadType, ThreadUrgency
from interlace.facts.field_words import property_name
from interlace.foundation.localize.formats import list_text

if TYPE_CHECKING:
    from interlace.desk.threads.models import ThreadSide
    from interlace.desk.threads.sending import SendingCheck

TYPES: Mapping[ThreadType, Promise] = {
    ThreadType.INFORMATION: gettext_lazy("Request for information"),
    ThreadType.VERIFICATION: gettext_lazy("Verification"),
    ThreadType.SPONTANEOUS: gettext_lazy("Spontaneous information"),
    ThreadType.HIT_FOLLOW_UP: gettext_lazy("Follow-up of a hit"),
    ThreadType.PRESERVATION: gettext_lazy("Preservation of data"),
    ThreadType.STOP_PAYMENT: gettext_lazy("Stop of a payment"),
}

STATES: Mapping[ThreadStage, Promise] = {
    ThreadStage.DRAFT: pgettext_lazy("a message", "Draft"),
    ThreadStage.IN_REVIEW: pgettext_lazy("a message", "Waits for another officer"),
    ThreadStage.REVIEWED: pgettext_lazy("a message", "Approved, not sent"),
    ThreadStage.SENT: pgettext_lazy("a thread", "Sent, not acknowledged"),
    ThreadStage.ACKNOWLEDGED: pgettext_lazy("a thread", "Acknowledged"),
    ThreadStage.CLARIFICATION: pgettext_lazy("a thread", "Waits for information"),
    ThreadStage.ANSWERED: pgettext_lazy("a thread", "Answered"),
    ThreadStage.CLOSED: pgettext_lazy("a thread", "Closed"),
}

OUTCOMES: Mapping[Outcome, Promise] = {
    Outcome.INFORMATION_GIVEN: pgettext_lazy("an outcome", "Information given"),
    Outcome.LOCATED: pgettext_lazy("an outcome", "Located"),
    Outcome.NO_RECORD: pgettext_lazy("an outcome", "No record"),
    Outcome.CONFIRMED: pgettext_lazy("an outcome", "Confirmed"),
    Outcome.NOT_CONFIRMED: pgettext_lazy("an outcome", "Not confirmed"),
    Outcome.IN_PART: pgettext_lazy("an outcome", "In part"),
    Outcome.UNABLE: pgettext_lazy("an outcome", "Unable to answer"),
    Outcome.REFUSED: pgettext_lazy("an outcome", "Refused"),
    Outcome.PRESERVED: pgettext_lazy("an outcome", "Preserved"),
    Outcome.HELD: pgettext_lazy("an outcome", "Held"),
    Outcome.MOVED_ON: pgettext_lazy("an outcome", "The money had moved on"),
    Outcome.NOTED: pgettext_lazy("an outcome", "Noted"),
    Outcome.OF_USE: pgettext_lazy("an outcome", "Of use"),
    Outcome.NOT_OF_USE: pgettext_lazy("an outcome", "Not of use"),
    Outcome.NO_ANSWER: pgettext_lazy("an outcome", "No answer"),
    Outcome.WITHDRAWN: pgettext_lazy("an outcome", "Withdrawn"),
}

URGENCIES: Mapping[ThreadUrgency, Promise] = {
    ThreadUrgency.IMMEDIATE: pgettext_lazy("urgency", "Immediate"),
    ThreadUrgency.URGENT: pgettext_lazy("urgency", "Urgent"),
    ThreadUrgency.PRIORITY: pgettext_lazy("urgency", "Priority"),
    ThreadUrgency.ROUTINE: pgettext_lazy("urgency", "Routine"),
}

MOVES: Mapping[Move, Promise] = {
    Move.SEND: pgettext_lazy("in a thread", "Sent"),
    Move.ACKNOWLEDGE: pgettext_lazy("in a thread", "Acknowledged"),
    Move.ASK: pgettext_lazy("in a thread", "Asked for information; the clock stands"),
    Move.SUPPLY: pgettext_lazy("in a thread", "Gave the information; the clock runs again"),
    Move.RESUME: pgettext_lazy("in a thread", "Needs the information no longer; the clock runs again"),
    Move.ANSWER: pgettext_lazy("in a thread", "Answered"),
    Move.WRITE: pgettext_lazy("in a thread", "Wrote"),
    Move.CHANGE_URGENCY: pgettext_lazy("in a thread", "Changed the urgency"),
    Move.WITHDRAW: pgettext_lazy("in a thread", "Withdrew it"),
    Move.CLOSE: pgettext_lazy("in a thread", "Closed it"),
}

MESSAGES: Mapping[Move, Promise] = {
    Move.SEND: pgettext_lazy("a draft", "New message"),
    Move.ASK: pgettext_lazy("a draft", "Question back"),
    Move.SUPPLY: pgettext_lazy("a draft", "Information that was asked for"),
    Move.ANSWER: pgettext_lazy("a draft", "Answer"),
    Move.WRITE: pgettext_lazy("a draft", "Further message"),
}
"""What a message is called while it is written."""

ITEMS: Mapping[ItemKind, Promise] = {
    ItemKind.IDENTITY: pgettext_lazy("to verify", "Identity"),
    ItemKind.DOCUMENT: pgettext_lazy("to verify", "Document"),
    ItemKind.COMPANY: pgettext_lazy("to verify", "Company"),
    ItemKind.RECORD: pgettext_lazy("to verify", "Record"),
    ItemKind.RESIDENCE: pgettext_lazy("to verify", "Residence"),
}

GROUND_WORDS: Mapping[str, Promise] = {
    "DUAL_CRIM": gettext_lazy("The conduct is no offence here"),
    "POLITICAL": gettext_lazy("Political offence"),
    "DISCRIM": gettext_lazy("Discriminatory purpose"),
    "MILITARY": gettext_lazy("Military offence"),
    "NE_BIS": gettext_lazy("Judged already for the same conduct"),
    "DEATH_PENALTY": gettext_lazy("Death penalty"),
    "PENDING_PROCEEDINGS": gettext_lazy("Proceedings are under way here"),
    "EXTRATERRITORIAL": gettext_lazy("Offence outside both territories"),
    "ORDRE_PUBLIC": gettext_lazy("Sovereignty, security or other essential interests"),
    "CONTRARY_TO_LAW": gettext_lazy("Contrary to the law here"),
    "FORM_DEFECT": gettext_lazy("Not in the form required, or too little content"),
    "DE_MINIMIS": gettext_lazy("Out of proportion to its importance"),
    "NO_RECIPROCITY": gettext_lazy("No assurance of reciprocity"),
    "USE_LIMIT": gettext_lazy("No assurance that it is used for this purpose alone"),
    "BANK_SECRECY": gettext_lazy("Bank secrecy"),
    "FISCAL": gettext_lazy("Fiscal offence"),
    "DATA_PROTECTION": gettext_lazy("Protection of personal data"),
    "SOURCE_RESTRICTION": gettext_lazy("The source has not consented"),
    "SAFETY": gettext_lazy("Somebody could come to harm"),
    "PREJUDICE_CASE": gettext_lazy("It would harm an investigation here"),
    "COST": gettext_lazy("Extraordinary cost"),
    "INTERPOL_ART3": gettext_lazy("Political, military, religious or racial matter"),
    "INTERPOL_ART2": gettext_lazy("Against human rights or the law of a country"),
    "REFUGEE": gettext_lazy("The person is a refugee from the country that asks"),
}

FOREIGN_WORDS: Mapping[str, Promise] = {
    "i247": gettext_lazy("I-24/7"),
    "eads": gettext_lazy("e-ADS"),
    "own_register": gettext_lazy("Own register"),
}


def withdrawn_sentence(owner: str) -> str:
    """What stands where a fact was recalled."""
    return _("{bureau} has withdrawn the fact that stood here. Do not use it.").format(bureau=_name(owner))


def standing_word(side: "ThreadSide", *, now: datetime) -> str:
    """Where a thread stands, in words: unanswered when due reads *no answer*, and what is closed says how it ended."""
    if side.outcome and side.closed is not None:
        return str(OUTCOMES[Outcome(side.outcome)])
    if reads_no_answer(side, now=now):
        return str(OUTCOMES[Outcome.NO_ANSWER])
    if side.outcome:
        return _("{state}: {outcome}").format(
            state=STATES[ThreadStage(side.state)], outcome=OUTCOMES[Outcome(side.outcome)]
        )
    return str(STATES[ThreadStage(side.state)])


def reads_no_answer(side: "ThreadSide", *, now: datetime) -> bool:
    """Unanswered when it was due: neither yes nor no."""
    return side.closed is None and side.answered is None and side.answer_due is not None and now >= side.answer_due


def blocked_sentence(check: "SendingCheck") -> str:
    """In one sentence what keeps the message back, and whose consent would let it go. Only what the sender reads."""
    places = {
        "things": _things((each.fact.prop, each.fact.originator) for each in check.blocked),
        "bureau": _name(check.recipient),
    }
    if not check.blocked:
        return ngettext(
            "A fact that was chosen is no longer yours to read: take it out of the message.",
            "{count} facts that were chosen are no longer yours to read: take them out of the message.",
            check.gone,
        ).format(count=check.gone)
    consents = check.consents
    if consents is None:
        return _("{things} may not go to {bureau}, whoever consents: take it out of the message.").format(**places)
    return ngettext(
        "{things} may not go to {bureau} before {owners} consents.",
        "{things} may not go to {bureau} before {owners} consent.",
        len(consents),
    ).format(owners=_list(_name(code) for code in sorted(consents)), **places)


def _things(things: Iterable[tuple[str, str]]) -> str:
    named = (
        _("{field} of {owner}").format(field=property_name(prop), owner=_name(owner))
        for prop, owner in dict.fromkeys(things)
    )
    return _list(named)


def _list(items: Iterable[str]) -> str:
    return list_text(items, language=get_language() or "en")


def _name(code: str) -> str:
    return members_by_code().get(code, code)
