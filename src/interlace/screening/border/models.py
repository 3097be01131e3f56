"""What is kept of a scan at the border."""

from django.db import models


class BorderScan(models.Model):
    """One scan at a border post and what it was answered; nothing of what the document says. The officer's own number.

    It has the id of its check about the person, if one was made, and stays when that is erased.
    """

    id = models.UUIDField(primary_key=True)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    answer = models.CharField(max_length=16)
    """`BorderAnswer`"""
    at = models.DateTimeField()
    erased = models.DateTimeField(null=True)
    """When the check was deleted, with everything that it held of the traveller."""

    class Meta:
        indexes = [
            models.Index(fields=["officer", "-at"], name="scan_officer_at"),
            models.Index(fields=["at"], name="scan_to_erase", condition=models.Q(answer="no_hit", erased=None)),
        ]
