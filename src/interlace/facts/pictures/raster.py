"""The reader of pictures, for the jail: a file of any kind in, a fresh small PNG out."""

import base64
import io

from PIL import Image, ImageOps, UnidentifiedImageError

from interlace.foundation.jail import Json, Reason, Unreadable

LONGEST_SIDE = 1200
MOST_PIXELS = 50_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")


def raster(data: bytes, _arguments: Json) -> Json:
    """A PNG of at most 1200 pixels a side, in base 64, with nothing of the file but its pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Unreadable(Reason.TOO_MANY_PIXELS)
        picture = ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError:
        raise Unreadable(Reason.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise Unreadable(Reason.UNKNOWN_KIND) from None
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    file = io.BytesIO()
    clean.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()
