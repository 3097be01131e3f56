"""Views of charts that officers saved. They hold ids of facts and no fact, so a recall empties them."""

import uuid
from typing import ClassVar, Self

from django.db import models

from interlace.foundation.disclosure.viewer import Viewer


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Reads of saved views; row security keeps those of other members away."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the viewer's bureau for its purpose. Which of them a colleague may open, what they hold decides."""
        return self.filter(member=viewer.member, purpose=viewer.purpose)


class SavedView(models.Model):
    """Where a chart begins and how it has grown, as somebody wanted to find it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    starts: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField()
    """Of each thing it begins with the ids of the facts that make it."""
    steps: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField(default=list)
    """What was done, in order: the verb, then the ids of the facts that make what it was done to."""
    case = models.UUIDField(null=True)
    contribution = models.UUIDField(null=True)
    created = models.DateTimeField()

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "purpose", "-created", "id"], name="chart_view_member")]
