"""Making a preview of a picture in a process of its own, with little memory, little time and no network.

The web process never parses a picture: what comes out of the jail is a raster that Pillow itself has just written, and
nothing else of the file is ever shown.
"""

import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 40
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_SIDE = 1200
MOST_PIXELS = 50_000_000

_RASTER = f"""
import io, sys
from PIL import Image, ImageOps
Image.MAX_IMAGE_PIXELS = {MOST_PIXELS}
picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("PNG", "JPEG", "TIFF", "WEBP", "BMP"))
if picture.width * picture.height > {MOST_PIXELS}:
    sys.exit(3)
picture = ImageOps.exif_transpose(picture).convert("RGB")
picture.thumbnail(({LONGEST_SIDE}, {LONGEST_SIDE}))
clean = Image.new("RGB", picture.size)
clean.paste(picture)
clean.save(sys.stdout.buffer, "PNG")
"""


def preview_of(data: bytes) -> bytes:
    """A PNG of at most 1200 pixels a side, without metadata; `InvalidInput` when the file is no picture we read."""
    if len(data) > LARGEST_FILE:
        raise InvalidInput(
            _("The picture is larger than 20 MB."), code="picture_too_large", fix=_("Send a smaller copy.")
        )
    done = subprocess.run(  # noqa: S603 - our own program, and the picture goes in as data
        [*_without_network(), sys.executable, "-I", "-c", _RASTER],
        input=data,
        capture_output=True,
        timeout=WALL_SECONDS,
        check=False,
        preexec_fn=_limit,
        env={"PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1"},
        cwd="/",
    )
    if done.returncode or not done.stdout:
        raise InvalidInput(
            _("This file is not a picture that can be read."),
            code="picture_unreadable",
            fix=_("Send a PNG, JPEG, TIFF, WebP or BMP of at most 50 megapixels."),
        )
    return done.stdout


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _without_network() -> Sequence[str]:
    """An empty network for the jail where this machine lets us make one; the raster program opens none either way."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    words = (unshare, "--map-root-user", "--net")
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)  # noqa: S603 - constants
    return words if tried.returncode == 0 else ()
