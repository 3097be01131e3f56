"""What the page of a pack shows: how far the work is, what came, which rows wait, where cases meet, what to do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.foundation.http.desk import Desk
from interlace.foundation.jobs.models import Job, JobState
from interlace.foundation.localize.formats import day_text, number_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.meeting.answering import answer_of
from interlace.meeting.bringing.actions import STORING
from interlace.meeting.bringing.keeping import BroughtPack, content_of
from interlace.meeting.models import Meeting
from interlace.meeting.pack.records import ThingKind
from interlace.meeting.queries import meetings
from interlace.meeting.shown import KINDS

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class ShownPackWork:
    """Work under way: how far it is, and how it is stopped."""

    title: str
    said: str
    done: int
    total: int
    """0 while nobody knows."""
    poll_url: str
    reload_url: str
    stop_url: str


def progress_of(desk: Desk, pack: BroughtPack, job: Job) -> ShownPackWork:
    """How far the work is, in words and as a bar."""
    language = desk.reader.language
    done, total = (number_text(count, language=language) for count in (job.progress, job.total or 0))
    if job.stop_asked:
        said = _("It is being stopped.")
    elif job.state == JobState.WAITING:
        said = _("It waits for its turn.")
    elif job.kind == STORING:
        said = _("{done} of {total} cases are stored.").format(done=done, total=total)
    else:
        said = _("{done} of {total} files are read.").format(done=done, total=total)
    address = reverse("pack", args=[pack.id])
    return ShownPackWork(
        title=_("Your cases are being stored") if job.kind == STORING else _("The pack is being read"),
        said=said,
        done=job.progress,
        total=job.total or 0,
        poll_url=reverse("pack-progress", args=[pack.id]),
        reload_url=address,
        stop_url="" if job.stop_asked else address,
    )


def state_text(pack: BroughtPack, job: Job | None) -> str:
    """How far a pack is, in a word or two."""
    if job is not None and not job.is_over:
        return _("Being stored") if job.kind == STORING else _("Being read")
    if pack.stored is not None:
        return _("Stored")
    if pack.is_read:
        return _("Read")
    return _("Stopped")


def pack_page(
    desk: Desk, pack: BroughtPack, job: Job | None, *, notices: tuple[Notice, ...], scheme: str
) -> PeoplePage:
    """A pack as its officer sees it."""
    is_idle = job is None or job.is_over
    sections = (*_came(desk, pack, is_idle=is_idle, scheme=scheme),) if pack.is_read else ()
    return PeoplePage(
        title=pack.file_name,
        lead=_("For you alone."),
        handling=_("A machine read it and proposes; what is stored, and which table it is laid on, you decide."),
        trail=(Trail(_("Meetings"), reverse("meetings")), Trail(_("Packs"), reverse("packs")), Trail(pack.file_name)),
        notices=(*notices, *(_ended(desk, pack, job) if is_idle and not notices else ())),
        sections=(*sections, *((_keeping(desk, pack),) if is_idle else ())),
    )


def _ended(desk: Desk, pack: BroughtPack, job: Job | None) -> tuple[Notice, ...]:
    """What the latest work came to, where it did not come to its end."""
    if job is None or job.state == JobState.DONE:
        return ()
    language = desk.reader.language
    lead = _("Stopped.") if job.state == JobState.CANCELLED else _("The work could not be finished.")
    if job.kind == STORING:
        text = _("What was stored stays, and nothing is stored twice. Go on where it stood.")
    else:
        text = _("{done} of {total} files are read. Go on where it stood.").format(
            done=number_text(pack.files_read, language=language),
            total=number_text(len(pack.entries), language=language),
        )
    return (Notice(lead=lead, text=text, tone="warn", mark="stop", code=job.problem),)


def _came(desk: Desk, pack: BroughtPack, *, is_idle: bool, scheme: str) -> tuple[Section, ...]:
    content = content_of(pack)
    answer = answer_of(content.pack, content.links)
    language = desk.reader.language
    counts = (
        (_("Files"), answer["files"]),
        (_("Cases"), answer["cases"]),
        (_("Leads"), answer["leads"]),
        (_("Leads to mend"), answer["leads_to_repair"]),
        (_("Exhibits brought"), answer["exhibits"]),
        (_("Exhibits held at home"), answer["exhibits_held_at_home"]),
    )
    return (
        Section(
            "counts",
            _("What it holds"),
            pairs=tuple((label, number_text(count, language=language)) for label, count in counts),
        ),
        *_stored(desk, pack),
        *_acts(desk, pack, scheme=scheme, is_idle=is_idle),
        _problems(answer),
        _links(desk, answer),
    )


def _links(desk: Desk, answer: dict[str, list[dict[str, str]]]) -> Section:
    proposed = tuple(
        Row(
            (
                Cell(_("{case} and {other_case}").format(case=each["case_a"], other_case=each["case_b"])),
                Cell(str(KINDS[ThingKind(each["reason"])])),
                Cell(each["value"]),
                Cell(
                    _("{count} of 100").format(
                        count=number_text(round(100 * float(each["probability"])), language=desk.reader.language)
                    )
                ),
            )
        )
        for each in answer["links"][:MOST_ROWS]
    )
    return Section(
        "links",
        _("Where cases meet"),
        hint=_first_of(len(answer["links"])),
        table=Table((_("Cases"), _("By"), _("Value"), _("Probability")), proposed, empty=_("Nowhere.")),
    )


def _problems(answer: dict[str, list[dict[str, str]]]) -> Section:
    rows = [
        Row((Cell(f"{each['file']}: {each['cell']}"), Cell(each["reason"]), Cell(each["remedy"])))
        for each in answer["problems"]
    ]
    # What could not be read comes first: a whole file may be missing.
    missing = [
        Row((Cell(f"{each['file']}: {each['place']}".rstrip(": ")), Cell(each["reason"]), Cell(_remedy())))
        for each in answer["not_read"]
    ]
    every = (*missing, *rows)
    heads = (_("File and cell"), _("What is wrong"), _("What to do"))
    table = Table(heads, every[:MOST_ROWS], empty=_("All is well."))
    return Section("problems", _("Rows to look at"), hint=_first_of(len(every)), table=table)


def _remedy() -> str:
    return _("Ask its bureau for another copy; everything else of the pack was read.")


def _first_of(count: int) -> str:
    return _("The first {count} of them.").format(count=MOST_ROWS) if count > MOST_ROWS else ""


def _stored(desk: Desk, pack: BroughtPack) -> tuple[Section, ...]:
    done = pack.stored
    if done is None:
        return ()
    language = desk.reader.language
    pairs = (
        (_("Cases opened"), done["cases"]),
        (_("Cases that were there"), done["cases_known"]),
        (_("Leads"), done["leads"]),
        (_("Leads that were there"), done["leads_known"]),
        (_("People and things"), done["subjects"]),
        (_("People and things that were there"), done["subjects_known"]),
    )
    untouched = tuple(Row((Cell(each["reference"]), Cell(each["reason"]))) for each in done["untouched"])
    return (
        Section(
            "stored",
            _("What was stored"),
            pairs=tuple((label, number_text(count, language=language)) for label, count in pairs),
            table=Table((_("Case left alone"), _("Why")), untouched) if untouched else None,
            links=((_("Cases"), reverse("cases")),),
        ),
    )


def _acts(desk: Desk, pack: BroughtPack, *, scheme: str, is_idle: bool) -> tuple[Section, ...]:
    if not is_idle:
        return ()
    address = reverse("pack", args=[pack.id])
    own = sum(entry.bureau == desk.viewer.member for entry in pack.entries)
    forms = []
    if own:
        forms.append(
            Form(
                url=address,
                title=_("Our own cases"),
                hint=ngettext(
                    "{count} file is your bureau's. It is stored for the purpose and under the reference that you"
                    " work for now.",
                    "{count} files are your bureau's. They are stored for the purpose and under the reference that you"
                    " work for now.",
                    own,
                ).format(count=number_text(own, language=desk.reader.language)),
                fields=(
                    ShownField(
                        "scheme",
                        _("Scheme of the grades"),
                        value=scheme,
                        hint=_("For example ADMIRALTY. Without it leads are stored without grades."),
                        required=False,
                    ),
                ),
                buttons=(Button(_("Store our own cases"), tone="main" if pack.stored is None else "", value="store"),),
            )
        )
    hosted = [each for each in meetings(desk.viewer, now=desk.now) if each.member == desk.viewer.member]
    if hosted:
        forms.append(
            Form(
                url=address,
                title=_("The agenda"),
                hint=_("Bureaus are shown the links of their own cases, and nobody any others."),
                fields=(
                    ShownField(
                        "meeting",
                        _("Meeting"),
                        kind="select",
                        choices=tuple(_choice(desk, each, pack) for each in hosted),
                    ),
                ),
                buttons=(Button(_("Put it on the agenda"), value="lay"),),
            )
        )
    return (Section("acts", _("What is done with it"), forms=tuple(forms)),) if forms else ()


def _choice(desk: Desk, meeting: Meeting, pack: BroughtPack) -> Choice:
    day = day_text(meeting.held_on, language=desk.reader.language)
    label = _("{title}, {day}").format(title=meeting.title, day=day)
    return Choice(str(meeting.id), label, meeting.id == pack.meeting)


def _keeping(desk: Desk, pack: BroughtPack) -> Section:
    may_go_on = not pack.is_read or (pack.storing is not None and pack.stored is None)
    go_on = (Button(_("Go on"), tone="main" if not pack.is_read else "", value="go-on"),) if may_go_on else ()
    return Section(
        "keeping",
        _("This pack"),
        hint=_("It is thrown away by itself: {when}. What was stored, or laid on a table, stays.").format(
            when=desk.when(pack.ends)
        ),
        forms=(
            Form(
                url=reverse("pack", args=[pack.id]),
                buttons=(*go_on, Button(_("Throw it away"), tone="stop", value="discard")),
            ),
        ),
    )
