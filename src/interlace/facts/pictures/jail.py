"""Making a preview of a picture in the jail.

The web process never parses a picture: what comes out of the jail is a raster that Pillow itself has just written, and
nothing else of the file is ever shown.
"""

import base64

from django.utils.translation import gettext as _

from interlace.facts.pictures.raster import raster
from interlace.foundation.errors import InvalidInput
from interlace.foundation.jail.running import FileRefused, read_in_jail

LARGEST_FILE = 20 * 1024 * 1024


def preview_of(data: bytes) -> bytes:
    """A PNG of at most 1200 pixels a side, without metadata; `InvalidInput` when the file is no picture we read."""
    if len(data) > LARGEST_FILE:
        raise InvalidInput(
            _("The picture is larger than 20 MB."), code="picture_too_large", fix=_("Send a smaller copy.")
        )
    try:
        return base64.b64decode(str(read_in_jail(raster, data)), validate=True)
    except (FileRefused, ValueError):
        raise InvalidInput(
            _("This file is not a picture that can be read."),
            code="picture_unreadable",
            fix=_("Send a PNG, JPEG, TIFF, WebP or BMP of at most 50 megapixels."),
        ) from None
