"""One target on its page: its sixteen criteria, its gaps, the standards of both States, and what the panel says."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Box, Boxes, Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.queries import members_by_code
from interlace.core.readiness import CRITERIA, Band, Criterion, Level, RedFlag, Support
from interlace.core.readiness.panel import Vote
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.disclosure.labels import book
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.operations.presenting import BAND_STATES, gap_text
from interlace.operations.queries import TargetView, colleagues_of
from interlace.operations.rules import may_lay_open
from interlace.operations.words import (
    BAND_WORDS,
    CRITERIA_WORDS,
    DECISION_WORDS,
    DIMENSION_WORDS,
    DOUBT_WORDS,
    FLAG_WORDS,
    LEVEL_WORDS,
    STAGE_WORDS,
    STANDARD_WORDS,
    SUPPORT_WORDS,
    VOTE_WORDS,
)


def target_page(
    desk: Desk, seen: TargetView, *, posted: Mapping[str, str], notices: tuple[Notice, ...] = ()
) -> PeoplePage:
    """The page as this officer may use it: the requesting side sets, both sides speak."""
    target = seen.row.target
    works, sets = may_lay_open(desk.viewer), seen.is_own and may_lay_open(desk.viewer)
    return PeoplePage(
        title=target.name,
        lead="",
        handling=handling_sentence(
            book.label(target.label_id),
            language=desk.reader.language,
            member_names=members_by_code(),
            viewer_member=desk.viewer.member,
            now=desk.now,
        ),
        trail=(Trail(_("Readiness"), reverse("readiness")), Trail(target.name)),
        notices=notices,
        sections=(
            _measure(seen),
            _criteria(seen, posted, sets=sets),
            _panel(desk, seen, posted, works=works),
            _standards(desk, seen, works=works),
            *((_flags(seen), _tasks(desk, seen), _levels()) if sets else ()),
        ),
    )


def _measure(seen: TargetView) -> Section:
    row, target = seen.row, seen.row.target
    return Section(
        "measure",
        _("What is shown"),
        hint=_("Criteria that are met are no advice to arrest."),
        pairs=(
            (_("Number"), target.reference or _("none")),
            (_("Asks"), target.member),
            (_("Would be asked"), target.requested),
            (_("Points of 100"), str(int(row.readiness.points))),
        ),
        table=Table(
            (_("Result"), _("What is missing")),
            tuple(
                Row(
                    (
                        Cell(str(BAND_WORDS[row.readiness.band]), state=BAND_STATES[row.readiness.band])
                        if not number
                        else Cell(""),
                        Cell(gap_text(gap)),
                    )
                )
                for number, gap in enumerate(row.readiness.gaps)
            )
            or (Row((Cell(str(BAND_WORDS[Band.CRITERIA_MET]), state="met"), Cell(_("Nothing is missing.")))),),
        ),
    )


def _criteria(seen: TargetView, posted: Mapping[str, str], *, sets: bool) -> Section:
    return Section(
        "criteria",
        _("The sixteen criteria"),
        table=Table(
            (_("Criterion"), _("Dimension"), _("Shown"), _("Gate"), _("Rests on"), _("Set by")),
            tuple(_criterion_row(seen, criterion) for criterion in CRITERIA.values()),
        ),
        forms=(_finding_form(seen, posted),) if sets else (),
    )


def _criterion_row(seen: TargetView, criterion: Criterion) -> Row:
    code = criterion.code
    found, counted = seen.findings.get(code), seen.row.readiness.counted[code]
    shown = _("{level}: {words}").format(level=int(counted.level), words=LEVEL_WORDS[code][counted.level])
    is_gap = not criterion.is_passed_at(counted.level)
    state = ("not_met" if counted.level is Level.NONE else "gap") if is_gap else ""
    return Row(
        (
            Cell(f"{code} {CRITERIA_WORDS[code]}"),
            Cell(str(DIMENSION_WORDS[criterion.dimension])),
            Cell(shown, state=state, remark=str(DOUBT_WORDS[counted.doubt]) if counted.doubt else ""),
            Cell(
                _("at least {level}").format(level=int(criterion.gate)) if criterion.gate is not None else _("no gate")
            ),
            Cell(
                ", ".join(str(SUPPORT_WORDS[Support(each)]) for each in found.support) if found else "",
                remark=found.note if found else "",
            ),
            Cell(found.by_name if found else ""),
        )
    )


def _finding_form(seen: TargetView, posted: Mapping[str, str]) -> Form:
    level = posted.get("level", "")
    return Form(
        reverse("readiness-finding", args=[seen.row.target.id]),
        (Button(_("Set"), "main"),),
        title=_("Say how far a criterion is shown"),
        fields=(
            ShownField(
                "criterion",
                _("Criterion"),
                kind="select",
                choices=tuple(
                    Choice(code, f"{code} {words}", posted.get("criterion") == code)
                    for code, words in CRITERIA_WORDS.items()
                ),
            ),
            ShownField(
                "level",
                _("Level"),
                kind="select",
                choices=tuple(
                    Choice(str(int(each)), _("{level} of 3").format(level=int(each)), level == str(int(each)))
                    for each in Level
                ),
                hint=_("What each level means is said in the table below."),
            ),
            ShownField(
                "note", _("Note"), value=posted.get("note", ""), required=False, attributes={"maxlength": "500"}
            ),
        ),
        boxes=(Boxes("support", _("It rests on"), tuple(Box(each, str(SUPPORT_WORDS[each])) for each in Support)),),
    )


def _panel(desk: Desk, seen: TargetView, posted: Mapping[str, str], *, works: bool) -> Section:
    row = seen.row
    form = Form(
        reverse("readiness-opinion", args=[row.target.id]),
        (Button(_("Say it"), "main"),),
        title=_("Speak for {member}").format(member=desk.viewer.member),
        fields=(
            ShownField(
                "vote",
                _("Your word"),
                kind="select",
                choices=tuple(Choice(each, str(VOTE_WORDS[each]), posted.get("vote") == each) for each in Vote),
            ),
            ShownField(
                "reason",
                _("Reason"),
                kind="textarea",
                value=posted.get("reason", ""),
                required=False,
                hint=_("Needed where you speak against the result, or against the others."),
                attributes={"maxlength": "500"},
            ),
        ),
    )
    return Section(
        "panel",
        _("The panel of both sides"),
        hint=_("The result above decides nothing. The arrest itself stays with its authority."),
        pairs=((_("Decision"), str(DECISION_WORDS[row.decision])),),
        table=Table(
            (_("Who"), _("Bureau"), _("Says"), _("Reason"), _("When")),
            tuple(
                Row(
                    (
                        Cell(said.officer_name),
                        Cell(said.member),
                        Cell(str(VOTE_WORDS[Vote(said.vote)])),
                        Cell(said.reason),
                        Cell(desk.when(said.at)),
                    )
                )
                for said in seen.opinions
            ),
            empty=_("Nobody has spoken yet."),
        ),
        forms=(form,) if works else (),
    )


def _standards(desk: Desk, seen: TargetView, *, works: bool) -> Section:
    states = (seen.row.target.member, seen.row.target.requested)
    form = Form(
        reverse("readiness-standard"),
        (Button(_("Enter")),),
        title=_("Enter the standard of {member}").format(member=desk.viewer.member),
        fields=(
            ShownField(
                "stage",
                _("Stage"),
                kind="select",
                choices=tuple(Choice(each, str(STAGE_WORDS[each])) for each in Stage),
            ),
            ShownField(
                "standard",
                _("Standard"),
                kind="select",
                choices=tuple(
                    Choice(each, str(STANDARD_WORDS[each])) for each in Standard if each is not Standard.UNKNOWN
                ),
            ),
            ShownField("source", _("Law or rule that says so"), attributes={"maxlength": "300"}),
            ShownField("as_of", _("As of"), kind="date"),
        ),
        values=(("target", str(seen.row.target.id)),),
        is_folded=True,
    )
    return Section(
        "standards",
        _("What each State wants shown"),
        hint=_("Standards differ. Each bureau enters its own, with the law and the day."),
        table=Table(
            (_("Stage"), *states),
            tuple(
                Row((Cell(str(STAGE_WORDS[stage])), *(Cell(str(STANDARD_WORDS[by_state[each]])) for each in states)))
                for stage, by_state in seen.standards.items()
            ),
        ),
        forms=(form,) if works else (),
    )


def _flags(seen: TargetView) -> Section:
    target = seen.row.target
    return Section(
        "flags",
        _("Red flags"),
        hint=_("Each blocks the target, whatever its points."),
        forms=(
            Form(
                reverse("readiness-flags", args=[target.id]),
                (Button(_("Keep")),),
                boxes=(
                    Boxes(
                        "flag",
                        _("Raised"),
                        tuple(Box(each, str(FLAG_WORDS[each]), each in target.flags) for each in RedFlag),
                    ),
                ),
            ),
        ),
    )


def _tasks(desk: Desk, seen: TargetView) -> Section:
    return Section(
        "gaps",
        _("Make tasks of what is missing"),
        hint=_("One for each gate that is not passed, in your own case; what has a task already gets no second one."),
        forms=(
            Form(
                reverse("readiness-tasks", args=[seen.row.target.id]),
                (Button(_("Make tasks")),),
                fields=(
                    ShownField(
                        "owner",
                        _("Who does it"),
                        kind="select",
                        required=False,
                        choices=(
                            Choice("", _("nobody yet")),
                            *(Choice(str(pk), name) for pk, name in colleagues_of(desk.viewer)),
                        ),
                    ),
                    ShownField("due", _("Due"), kind="date", required=False),
                ),
            ),
        ),
    )


def _levels() -> Section:
    return Section(
        "levels",
        _("What the levels mean"),
        table=Table(
            (_("Criterion"), "0", "1", "2", "3"),
            tuple(
                Row((Cell(f"{code} {CRITERIA_WORDS[code]}"), *(Cell(str(words)) for words in LEVEL_WORDS[code])))
                for code in CRITERIA
            ),
        ),
    )
