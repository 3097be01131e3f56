"""What a page asks for that keeps what is typed into it, and what it is told."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from interlace.foundation.http.desk import Desk
from interlace.foundation.http.unsent import LONGEST
from interlace.foundation.localize.formats import hour_text


def typed_into(request: HttpRequest, fields: Collection[str]) -> dict[str, str]:
    """What stands in these fields of a form, as far as it has them."""
    posted = request.POST
    return {name: posted[name].replace("\x00", "")[:LONGEST] for name in sorted(fields) if name in posted}


def kept_at(desk: Desk) -> str:
    """That it was kept, and when: the same words as under a draft."""
    return _("Kept at {time}. Nothing is lost if you leave.").format(time=hour_text(desk.now, zone=desk.reader.zone))


def kept_answer(desk: Desk) -> HttpResponse:
    """The same as an answer that is a text and nothing else: what was typed is never sent back."""
    return HttpResponse(kept_at(desk), content_type="text/plain; charset=utf-8")
