"""The words for the codes of oversight, in whole sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interlace.core.procedure.keeping import Category, Cause, Certainty, Period, Stage
from interlace.foundation.localize.formats import list_text, number_text
from interlace.foundation.localize.words import purpose_phrase
from interlace.oversight.explaining import Explanation
from interlace.oversight.keeping.certificates import Finding

CATEGORY_WORDS: Mapping[str, Promise] = {
    Category.FACTS: gettext_lazy("Facts"),
    Category.PROTECTED: gettext_lazy("Facts about protected persons"),
    Category.COPIES: gettext_lazy("Copies made for a hit"),
    Category.CHECKS: gettext_lazy("Questions asked"),
    Category.HITS: gettext_lazy("Values compared in a hit"),
    Category.REJECTS: gettext_lazy("Rows that were never stored"),
    Category.THREADS: gettext_lazy("Letters, our side"),
    Category.DRAFTS: gettext_lazy("Letters never sent"),
    Category.REGISTERS: gettext_lazy("Versions of registers"),
    Category.CASES: gettext_lazy("Cases"),
}

STAGE_WORDS: Mapping[Stage, Promise] = {
    Stage.KEPT: gettext_lazy("Kept"),
    Stage.WITHIN_180: gettext_lazy("Ends within 180 days"),
    Stage.WITHIN_90: gettext_lazy("Ends within 90 days"),
    Stage.WITHIN_30: gettext_lazy("Ends within 30 days"),
    Stage.DUE: gettext_lazy("The end has passed"),
    Stage.HELD: gettext_lazy("Under a legal hold"),
}

RULE_WORDS: Mapping[str, Promise] = {
    "rpd-5-years": gettext_lazy("five years since it was contributed (RPD, articles 49 to 51)"),
    "protected-1-year": gettext_lazy("one year for victims, witnesses and missing persons (our default)"),
    "checks-1-year": gettext_lazy("one year since it was asked (our default)"),
    "hits-1-year": gettext_lazy("one year since it last changed (our default)"),
    "rejects-90-days": gettext_lazy("ninety days since it was read in (our default)"),
    "threads-2-years": gettext_lazy("two years since the last letter (our default)"),
    "drafts-1-year": gettext_lazy("one year since it was last changed (our default)"),
    "replaced-1-year": gettext_lazy("one year since a newer version replaced it (our default)"),
    "cases-5-years": gettext_lazy("five years since it was closed (our default)"),
}

CERTAINTY_WORDS: Mapping[Certainty, Promise] = {
    Certainty.SOURCE_READ: gettext_lazy("the source was read"),
    Certainty.TO_BE_VERIFIED: gettext_lazy("still to be verified"),
    Certainty.OUR_DEFAULT: gettext_lazy("a default of the product"),
}

ACCESS_WORDS: Mapping[str, Promise] = {
    "not_named": gettext_lazy("the bureau is not named among the readers"),
    "hit_only": gettext_lazy("the bureau may only know that something exists"),
    "not_searched": gettext_lazy("no search finds it"),
    "denied": gettext_lazy("it is never for this bureau"),
    "role": gettext_lazy("role or unit do not allow it"),
    "level": gettext_lazy("a higher clearance level is needed"),
    "rooms": gettext_lazy("only those who work in the operation see it"),
    "purpose": gettext_lazy("it is shared for another purpose"),
    "persons": gettext_lazy("only named persons see it"),
    "several": gettext_lazy("several conditions are not met"),
    "not_active": gettext_lazy("the account is not active"),
    "ended": gettext_lazy("the day until which it may be used has passed"),
}

FINDING_WORDS: Mapping[Finding, Promise] = {
    Finding.PROVED: gettext_lazy("Proved: the signed log holds exactly this certificate."),
    Finding.NOT_COVERED: gettext_lazy("The log holds this certificate, but no checkpoint has signed it yet."),
    Finding.NO_LEAF: gettext_lazy("The log says nothing of this certificate."),
    Finding.LOG_BROKEN: gettext_lazy("The log itself is broken, so it proves nothing."),
    Finding.ALTERED: gettext_lazy("The certificate is not the one that the log signed."),
}


def cause_sentence(cause: str, rule: str) -> str:
    """Why something is due, after the word *because*."""
    if cause == Cause.ORIGINATOR:
        return _("the day until which it may be used, as its originator set it")
    if cause == Cause.AUTHORISATION:
        return _("the day by which this copy of an INTERPOL database must be deleted")
    return str(RULE_WORDS.get(rule, _("a period of your own law")))


def period_text(period: Period) -> str:
    """A length of time as laws write it."""
    parts = (
        ngettext("{count} year", "{count} years", period.years).format(count=period.years) if period.years else "",
        ngettext("{count} month", "{count} months", period.months).format(count=period.months) if period.months else "",
        ngettext("{count} day", "{count} days", period.days).format(count=period.days) if period.days else "",
    )
    return ", ".join(part for part in parts if part)


def amount_text(category: str, amount: int, *, language: str) -> str:
    """How much stands behind a record: facts, messages or entries."""
    count = number_text(amount, language=language)
    if category in {Category.THREADS, Category.DRAFTS}:
        return ngettext("{count} message", "{count} messages", amount).format(count=count)
    if category == Category.REGISTERS:
        return ngettext("{count} entry", "{count} entries", amount).format(count=count)
    if category == Category.CASES:
        return ngettext("{count} case", "{count} cases", amount).format(count=count)
    return ngettext("{count} fact", "{count} facts", amount).format(count=count)


def access_sentence(explanation: Explanation, *, language: str) -> str:
    """Why this officer can or can't see this, in one sentence."""
    places = {
        "officer": explanation.officer,
        "purposes": list_text([purpose_phrase(each) for each in explanation.purposes], language=language),
        "reason": str(ACCESS_WORDS.get(explanation.reason, explanation.reason)),
        "seen": explanation.seen,
        "count": explanation.total,
    }
    if explanation.kind == "hit":
        if explanation.seen:
            return _("{officer} sees this hit, for {purposes}.").format(**places)
        return _("{officer} does not see this hit: {reason}.").format(**places)
    return (_letters_sentence if explanation.kind == "letters" else _facts_sentence)(explanation).format(**places)


def _letters_sentence(explanation: Explanation) -> str:
    if explanation.seen == explanation.total:
        return ngettext(
            "{officer} reads this message, for {purposes}.",
            "{officer} reads all {count} messages, for {purposes}.",
            explanation.total,
        )
    if explanation.seen:
        return _("{officer} reads {seen} of {count} messages, for {purposes}; of the others, {reason}.")
    return ngettext(
        "{officer} does not read this message: {reason}.",
        "{officer} reads none of these {count} messages: {reason}.",
        explanation.total,
    )


def _facts_sentence(explanation: Explanation) -> str:
    if explanation.seen == explanation.total:
        return ngettext(
            "{officer} reads this fact, for {purposes}.",
            "{officer} reads all {count} facts, for {purposes}.",
            explanation.total,
        )
    if explanation.seen:
        return _("{officer} reads {seen} of {count} facts, for {purposes}; of the others, {reason}.")
    return ngettext(
        "{officer} does not read this fact: {reason}.",
        "{officer} reads none of these {count} facts: {reason}.",
        explanation.total,
    )
