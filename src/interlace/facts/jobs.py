"""Imports in the background. Each can run twice: what is stored already is not stored again.

Every process reads this module when it starts, so the readers of files are loaded by the work itself.
"""

from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare


@app.task(name="facts.import")
@declare("facts.import.job", SurfaceKind.JOB, purpose=PurposeFrom.NONE)
def import_upload(job_id: str, order: dict[str, Any], contribution_id: str) -> None:
    """Carry the import of an upload out, and note what came of it."""
    from interlace.facts.uploaded import run_import

    run_import(job_id=UUID(job_id), order=order, contribution_id=UUID(contribution_id))


@app.task(name="facts.contribute")
@declare("facts.contribute.job", SurfaceKind.JOB, purpose=PurposeFrom.NONE)
def contribute_file(job_id: str, draft_id: str) -> None:
    """Contribute a file that was handed in on the page, or try it out, and note what came of it."""
    from interlace.facts.contributing import run_contribution

    run_contribution(job_id=UUID(job_id), draft_id=UUID(draft_id))
