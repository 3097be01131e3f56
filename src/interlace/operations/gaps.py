"""What a target lacks becomes tasks of its case, each once, for somebody to own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.models import CaseTask
from interlace.cases.tasks import add_task
from interlace.core.readiness import MissingLevel
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.finding import at_target
from interlace.operations.queries import readiness_of
from interlace.operations.rules import error_of, require_bureau_worker
from interlace.operations.words import CRITERIA_WORDS


@transaction.atomic
def set_tasks_for_gaps(
    viewer: Viewer, target_id: UUID, *, owner: UUID | None = None, due: datetime | None = None, now: datetime
) -> list[CaseTask]:
    """A task for each gate that is not passed and that no open task mends yet. Who runs it twice sets none twice."""
    require_bureau_worker(viewer)
    with at_target(viewer, target_id, now=now) as (matter, target):
        if target.member != matter.member:
            raise error_of("only_requesting_side")
        missing = [gap.criterion for gap in readiness_of(target).gaps if isinstance(gap, MissingLevel)]
        about = {code: f"readiness:{code}:{target.id}" for code in missing}
        open_tasks = CaseTask.objects.filter(case=target.case, done=None, about__in=about.values())
        known = set(open_tasks.values_list("about", flat=True))
        case_id, name = target.case, target.name
    return [
        add_task(
            matter,
            case_id,
            text=_("{target}: {criterion}").format(target=name, criterion=CRITERIA_WORDS[code])[:300],
            owner=owner,
            due=due,
            about=mends,
            now=now,
        )
        for code, mends in about.items()
        if mends not in known
    ]
