"""What the minutes of a meeting say: what this officer may take along, in one language."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interlace.foundation.localize.formats import day_text, list_text, moment_text, number_text
from interlace.meeting.models import ActionEnding, Finding, LinkVerdict
from interlace.meeting.queries import ActionView, LinkView, MeetingView
from interlace.meeting.shown import ENDINGS, FINDINGS, cases_text, how_text, kind_text


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with a table below it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything on the paper, as texts of one language."""

    title: str
    handling: str
    pairs: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str
    language: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the minutes, when, and in which language."""

    bureau: str
    language: str
    zone: ZoneInfo
    now: datetime


def minutes_of(view: MeetingView, by: Reading) -> Minutes:
    """The meeting as its page shows it. The words must be those of the language: it is to be active."""
    meeting, language = view.meeting, by.language
    return Minutes(
        title=_("Minutes: {title}").format(title=meeting.title),
        handling=_("For the bureau of {bureau} only.").format(bureau=by.bureau),
        pairs=(
            (_("Day"), day_text(meeting.held_on, language=language)),
            (_("Place"), meeting.place or _("not said")),
            (_("Host bureau"), meeting.member),
            (_("At the table"), list_text(meeting.bureaus, language=language)),
            *_brought(view, by),
        ),
        parts=(
            Part(
                _("Where cases meet"),
                (_("Cases"), _("By"), _("Reason"), _("Probability"), _("Said")),
                tuple(_link(each, by) for each in view.links),
                _("No link that concerns your bureau has been proposed."),
            ),
            Part(
                _("Agreed actions"),
                (_("Action"), _("Bureau"), _("Until"), _("State")),
                tuple(_action(each, by) for each in view.actions),
                _("Nothing has been agreed yet."),
            ),
        ),
        foot=_("As {bureau} may read it, {moment}").format(
            bureau=by.bureau, moment=moment_text(by.now, zone=by.zone, language=language)
        ),
        language=language,
    )


def _brought(view: MeetingView, by: Reading) -> tuple[tuple[str, str], ...]:
    """Counters of what may be read; a lead is never counted as an exhibit."""
    if not view.folders:
        return ()
    counts = (
        (_("Cases"), "cases"),
        (_("Leads"), "leads"),
        (_("Exhibits brought"), "exhibits"),
        (_("Exhibits held at home"), "held_at_home"),
    )
    return tuple((label, number_text(view.total(name), language=by.language)) for label, name in counts)


def _link(found: LinkView, by: Reading) -> tuple[str, ...]:
    own = next((each.words for each in found.passages if each.bureau == by.bureau), "")
    value = found.link.value or own
    kind = kind_text(found.link)
    share = number_text(round(100 * found.link.probability), language=by.language)
    return (
        cases_text(found.link),
        _("{kind}: {value}").format(kind=kind, value=value) if value else kind,
        how_text(found.link),
        _("{count} of 100").format(count=share),
        "; ".join(_said(each) for each in found.verdicts) or _("Nobody yet"),
    )


def _said(verdict: LinkVerdict) -> str:
    finding = FINDINGS[Finding(verdict.finding)]
    if not verdict.reason:
        return _("{bureau}: {finding}").format(bureau=verdict.member, finding=finding)
    return _("{bureau}: {finding}, because {reason}").format(
        bureau=verdict.member, finding=finding, reason=verdict.reason
    )


def _action(found: ActionView, by: Reading) -> tuple[str, ...]:
    action, text = found.action, found.action.text
    if found.is_carried_over:
        text = _("{action} (from an earlier meeting)").format(action=text)
    return text, action.owner, day_text(action.due, language=by.language), _state(found, by)


def _state(found: ActionView, by: Reading) -> str:
    if found.end is None:
        return _("Overdue") if found.is_overdue(today=by.now.date()) else _("Open")
    ended = str(ENDINGS[ActionEnding(found.end.ending)])
    if not found.end.outcome:
        return ended
    return _("{ended}: {outcome}").format(ended=ended, outcome=found.end.outcome)
