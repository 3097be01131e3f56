"""A node of a benchmark's own, with records of the synthetic register as the facts of a bureau."""

import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


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
    from interlace.foundation.database.writing import insert_together
    from interlace.foundation.disclosure.labels import intern
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.screening.access import screening_index
    from interlace.screening.indexing import rebuild_facts_segment
    from interlace.screening.models import StandingCheck

    facts: list[Fact] = []
    subjects: list[uuid.UUID] = []
    officer = uuid.UUID(viewer(member).id)
    with steward(Task.INDEX):
        label_id = intern(label(member, readers=list(readers)))
    for record in records:
        subjects.append(uuid.uuid4())
        facts += [
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
            for each in read_entity(record)[0]
        ]
    with steward(Task.INDEX):
        insert_together(facts)
        if watched:
            matter = {"member": member, "officer": officer, "purpose": "fraud", "reference": "1", "created": NOW}
            insert_together([StandingCheck(**matter, subject=each, until=UNTIL) for each in subjects])
    rebuild_facts_segment(screening_index().writer("facts"))
    return len(facts)
