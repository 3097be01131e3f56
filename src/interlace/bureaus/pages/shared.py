"""What the pages of both lists share: languages, problems at their fields, forms that were sent."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import list_text, locale_of
from interlace.foundation.localize.shown import Choice, ShownField

SHOWN = 200


def languages_text(codes: Iterable[str], desk: Desk) -> str:
    """Languages by their names in the reader's own."""
    names = locale_of(desk.reader.language).languages
    spoken = [str(names.get(code, code)) for code in codes]
    return list_text(spoken, language=desk.reader.language) if spoken else ""


def problems_of(error: InterlaceError | None) -> dict[str, str]:
    """What is wrong with each field of a form, and how to mend it."""
    return {each.pointer.lstrip("/"): f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}


def rows_with_problems(error: InterlaceError) -> str:
    """The rows of a file that cannot be used, each with its first problem; nothing of the file is repeated."""
    found: dict[str, str] = {}
    for each in getattr(error, "problems", ()):
        row = each.pointer.split("/")[1] if each.pointer.count("/") > 1 else ""
        if row.isdecimal():
            found.setdefault(str(int(row) + 2), str(each.what))
    said = [_("Line {line}: {problem}").format(line=line, problem=what) for line, what in found.items()]
    return " ".join(said[:20])


def searched(request: HttpRequest, name: str) -> str:
    """One word of the search."""
    return request.GET.get(name, "").replace("\x00", "")[:120].strip()


def posted(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """The fields of a form as they were sent."""
    return {name: request.POST.get(name, "").replace("\x00", "") for name in names}


def chosen(name: str, label: str, options: Mapping[str, object], value: str, *, any_label: str = "") -> ShownField:
    """A choice; with `any_label` it may stay open."""
    everything = [("", any_label)] if any_label else []
    choices = [*everything, *((code, str(words)) for code, words in options.items())]
    return ShownField(
        name,
        label,
        kind="select",
        required=False,
        choices=tuple(Choice(code, words, code == value) for code, words in choices),
    )
