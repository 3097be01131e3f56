"""When somebody last did what is limited."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RecentUse(models.Model):
    """The latest uses of one thing by one user: as many times as the limit counts, no more.

    The table is not written ahead (UNLOGGED): a crash of the server forgets the counts, and a request costs no sync.
    """

    digest = models.BinaryField(primary_key=True)
    """Keyed digest of what is limited and who does it."""
    times = ArrayField(models.DateTimeField())
    latest = models.DateTimeField(db_index=True)
