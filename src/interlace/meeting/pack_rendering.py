"""A pack that one handed in as it leaves the node, in the one shape that API and command line share."""

from interlace.foundation.jobs.models import Job
from interlace.meeting.answering import answer_of
from interlace.meeting.bringing.keeping import BroughtPack, content_of
from interlace.meeting.pack_schemas import PackAnswerOut, PackOut, PackRowOut, PackWorkOut


def pack_row(pack: BroughtPack, job: Job | None) -> PackRowOut:
    """A pack and how far it is."""
    work = None if job is None else PackWorkOut.model_validate(job, from_attributes=True)
    return PackRowOut(
        id=pack.id,
        file_name=pack.file_name,
        made=pack.made,
        ends=pack.ends,
        files=len(pack.entries),
        is_read=pack.is_read,
        is_stored=pack.stored is not None,
        meetings=[str(each) for each in pack.laid],
        work=work,
    )


def pack_out(pack: BroughtPack, job: Job | None) -> PackOut:
    """The same with what came of it, in the reader's language."""
    row = pack_row(pack, job).model_dump()
    holds = None
    if pack.is_read:
        content = content_of(pack)
        holds = PackAnswerOut.model_validate(answer_of(content.pack, content.links))
    return PackOut(**row, holds=holds, stored=dict(pack.stored) if pack.stored is not None else None)
