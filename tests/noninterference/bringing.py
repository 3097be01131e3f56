"""Packs in stories: a folder that an officer handed in, read behind the walls and kept for that officer alone."""

import io
import zipfile
from datetime import datetime
from typing import Any

from django.conf import settings

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.meeting.bringing.actions import hand_in_pack


def keep_pack(by: Viewer, *, now: datetime) -> None:
    """A list of leads of the own bureau."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            f"{by.member}/leads.csv", "Lead no.,Case reference,Type,Value\n1,V-1,telephone,+66 2 000 0166\n"
        )
    hand_in_pack(by, content.getvalue(), file_name="pack.zip", now=now)


def packs_of_members(*members: str) -> dict[str, Any]:
    """Ids of packs that officers of these bureaus handed in, for the steward."""
    officers = Officer.objects.filter(bureau__member__in=members).values_list("id", flat=True)
    folders = (settings.INTERLACE_DATA / "packs" / officer.hex for officer in officers)
    return {"pack": [each.name for folder in folders if folder.is_dir() for each in folder.iterdir()]}
