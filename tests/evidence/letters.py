"""A letter as a PDF of one page."""

import io

from PIL import Image, ImageDraw


def letter() -> bytes:
    """A page with a few lines on it, without any program of the system."""
    page = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(page).text((120, 120), "Meet at K-7. Bring the phones.", fill="black", font_size=48)
    target = io.BytesIO()
    page.save(target, "PDF", resolution=150)
    return target.getvalue()
