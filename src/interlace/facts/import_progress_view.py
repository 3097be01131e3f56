"""What the import page (S5) shows while a job reads the file, and what is said of work that is over."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.contributing import TRIAL
from interlace.facts.handed_in import HandedIn
from interlace.facts.import_start_view import import_trail
from interlace.facts.presenting import ImportPage, ShownProgress
from interlace.facts.problems import WORDS, words_for_code
from interlace.foundation.http.desk import Desk
from interlace.foundation.jobs.models import Job
from interlace.foundation.localize.formats import list_text, number_text, time_text
from interlace.foundation.localize.shown import Notice


def progress_page(desk: Desk, draft: HandedIn, job: Job) -> ImportPage:
    """A job reads the file. The page asks again by itself, or by being loaded again."""
    is_trial = job.kind == TRIAL
    return ImportPage(
        title=_("Import {file}").format(file=draft.file_name),
        step="sharing",
        lead=_("Not shared yet."),
        handling=_("The file is tried out. Nothing is stored.")
        if is_trial
        else _("The rows are being stored. Others see them when all are stored, or none."),
        trail=import_trail(draft.file_name),
        progress=shown_progress(desk, draft, job),
    )


def shown_progress(desk: Desk, draft: HandedIn, job: Job) -> ShownProgress:
    """How far the job is, in words; a bar where the end is known."""
    count = number_text(job.progress, language=desk.reader.language)
    rows = ngettext("{count} row read", "{count} rows read", job.progress).format(count=count)
    begun = time_text(job.started or job.created, zone=desk.reader.zone)
    if job.stop_asked:
        state = _("It is being stopped.")
    elif job.state == Job.State.WAITING:
        state = _("It waits for its turn.")
    else:
        state = _("Begun at {time}. If the program is restarted, the work begins again by itself.").format(time=begun)
    return ShownProgress(
        title=_("The file is being tried out") if job.kind == TRIAL else _("The rows are being stored"),
        rows=rows,
        state=state,
        done=job.progress,
        total=job.total or 0,
        poll_url=reverse("import-progress", args=[draft.id]),
        reload_url=reverse("import-file", args=[draft.id]),
        stop_url="" if job.stop_asked else reverse("import-stop", args=[draft.id]),
    )


def work_notices(desk: Desk, job: Job | None) -> list[Notice]:
    """What the latest work on a draft came to, until the draft is changed."""
    if job is None or not job.is_over:
        return []
    if job.state == Job.State.CANCELLED:
        return [Notice(lead=_("Stopped."), text=_("Nothing was stored."), tone="warn", mark="stop")]
    if job.state == Job.State.FAILED:
        words = words_for_code(job.problem, {}) if job.problem in WORDS else None
        lead = words.what if words is not None else _("The work could not be finished.")
        text = words.fix if words is not None else _("Nothing was stored. Try again, or look at the sentence.")
        return [Notice(lead=lead, text=text, tone="bad", mark="stop", code=job.problem)]
    return [_tried(desk, job)] if job.kind == TRIAL else []


def _tried(desk: Desk, job: Job) -> Notice:
    counts = {name: int(job.result.get(name, 0)) for name in ("read", "stored", "refused", "known", "facts")}
    lead = ngettext(
        "Tried out with all of {count} row: {stored} would be stored, {refused} refused, {known} known already.",
        "Tried out with all of {count} rows: {stored} would be stored, {refused} refused, {known} known already.",
        counts["read"],
    )
    said = []
    if "added" in job.result:
        changes = _("Entries of the register: {added} new, {changed} changed, {removed} gone.")
        said.append(changes.format_map(job.result))
    if rows := [str(row) for row in job.result.get("rows", ())]:
        listed = list_text(rows, language=desk.reader.language)
        refused = ngettext("Refused: row {rows}.", "Refused: rows {rows}.", len(rows))
        if len(rows) < counts["refused"]:
            refused = _("Refused, the first of them: rows {rows}.")
        said.append(refused.format(rows=listed))
    return Notice(
        lead=lead.format(count=counts["read"], **{name: counts[name] for name in ("stored", "refused", "known")}),
        text=" ".join((*said, _("Nothing was stored."))),
        tone="warn" if counts["refused"] else "good",
        mark="stop" if counts["refused"] else "ok",
    )
