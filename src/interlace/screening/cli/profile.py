"""What the commands of this room take from the acting profile (`screening/profile.py`, which other rooms use too)."""

from interlace.screening.profile import (
    CODE_HELP,
    DRY_RUN_HELP,
    aware,
    content_of,
    language,
    show_code,
    trial,
    viewer,
)

__all__ = ["CODE_HELP", "DRY_RUN_HELP", "aware", "content_of", "language", "show_code", "trial", "viewer"]
