"""The clock of a bureau that is asked about a person's own data: whoever answers for data is told that it runs out."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Clock
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.oversight.models import OwnerDecision, OwnerQuestion

QUESTION = "request.question"


class QuestionClocks:
    """Questions to this bureau as an owner that nobody has decided, as far as who is asked may know."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those of the viewer's bureau, where it is for this officer to decide them."""
        if Verb.RECALL not in viewer.verbs:
            return
        with acting(viewer, Action.READ, now=now):
            known = OwnerDecision.objects.visible_to(viewer).filter(question=OuterRef("id"))
            waiting = OwnerQuestion.objects.filter(~Exists(known), member=viewer.member)
            questions = list(waiting.order_by("due", "id"))
        if questions and _decides(viewer):
            for each in questions:
                yield Owed(QUESTION, each.id, each.from_member, Clock(each.received, each.due), Hurry.NORMAL)


def _decides(viewer: Viewer) -> bool:
    """The data-protection officer and the head; where a bureau has neither, whoever may take facts back."""
    if Verb.AUDIT in viewer.verbs:
        return True
    colleagues = Officer.objects.in_service().filter(bureau__member=viewer.member, is_service=False)
    return not any(Verb.AUDIT in each.verbs for each in colleagues)


watch(QuestionClocks())
