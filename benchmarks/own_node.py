"""A node of a benchmark's own, with records of the synthetic register as the facts of a bureau."""

import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

AT_ONCE = 5_000


@contextmanager
def own_node(folder: Path) -> Iterator[None]:
    """A node in this folder whose worker's part is done by hand."""
    from interlace.foundation.database import database_open
    from interlace.surfaces.cli.node import close_connections, set_up_django

    with database_open(folder, os.environ.get("DATABASE_URL")):
        set_up_django(folder)
        from django.conf import settings

        from interlace.foundation.database.migrating import migrate_database

        settings.INTERLACE_WORKER = True
        migrate_database()
        logging.disable(logging.WARNING)
        yield
        close_connections()


def hold(member: str, records: Iterable[dict[str, Any]], *, readers: Iterable[str], watched: bool = False) -> int:
    """Facts as imports leave them, in table and index; `watched` leaves a question about each subject open."""
    from tests.screening.network import NOW, UNTIL, label, viewer

    from interlace.facts.describing import read_entity
    from interlace.facts.models import Fact
    from interlace.foundation.disclosure.labels import intern
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.screening.access import screening_index
    from interlace.screening.indexing import take_in_pending
    from interlace.screening.models import PendingSubject, StandingCheck

    officer, subjects, made = uuid.UUID(viewer(member).id), [], []
    with steward(Task.INDEX):
        label_id = intern(label(member, readers=list(readers)))
        for record in records:
            subjects.append(uuid.uuid4())
            statements, _problems = read_entity(record)
            made += [
                Fact(
                    subject=subjects[-1],
                    schema=each.schema,
                    prop=each.prop,
                    value=each.value,
                    original=each.original,
                    key=each.key,
                    originator=member,
                    label_id=label_id,
                    contribution=uuid.UUID(int=0),
                    digest=uuid.uuid4().bytes,
                    created=NOW,
                )
                for each in statements
            ]
        Fact.objects.bulk_create(made, batch_size=AT_ONCE)
        PendingSubject.objects.bulk_create((PendingSubject(subject=each) for each in subjects), batch_size=AT_ONCE)
        if watched:
            matter = {"member": member, "officer": officer, "purpose": "fraud", "reference": "1", "created": NOW}
            questions = (StandingCheck(**matter, subject=each, until=UNTIL) for each in subjects)
            StandingCheck.objects.bulk_create(questions, batch_size=AT_ONCE)
    take_in_pending()
    with steward(Task.INDEX):
        PendingSubject.objects.all().delete()
    screening_index().merge()
    return len(made)
