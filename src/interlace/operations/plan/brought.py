"""Whether an officer reads all that was brought for the own bureau: nobody gives Go to what is kept from them."""

from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.models import JointOperation, OperationEntry


def reads_all_brought(matter: Viewer, operation: JointOperation) -> bool:
    """A target may stand above an officer's level, or in a room that is not theirs; a context must be open."""
    brought = OperationEntry.objects.filter(operation=operation, removed=None)
    read = set(brought.values_list("label_id", flat=True))
    with steward(Task.OPERATION):
        others = sorted(set(brought.values_list("label_id", flat=True)) - read)
        return not any(matter.member in label.audience for label in labels_of(others))
