"""A piece of long work as its officer sees it. It holds counts and ids, never content."""

import uuid
from typing import ClassVar, Self, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    """Reads of jobs."""

    def of(self, officer: uuid.UUID) -> Self:
        """An officer sees the work it started, and nobody else's."""
        return self.filter(officer=officer)


class JobState(models.TextChoices):
    """How far the work is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")


class Job(models.Model):
    """One piece of long work."""

    State: TypeAlias = JobState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    kind = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    progress = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    """None while nobody knows how much there is."""
    result = models.JSONField(default=dict)
    """Ids and counts of the officer's own doing."""
    problem = models.CharField(max_length=48, blank=True)
    """Code of the error that ended it."""
    stop_asked = models.BooleanField(default=False)
    created = models.DateTimeField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["officer", "-created"], name="job_officer_created")]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}
