"""In which language words are, and who translated them: fields that message and quotations share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from interlace.desk.threads.messages import TranslatedBy, Translation
from interlace.foundation.localize.shown import Choice, ShownField

WRITTEN_IN = (
    ("en", "English"),
    ("fr", "Français"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("ko", "한국어"),
    ("zh", "中文"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("tl", "Tagalog"),
    ("km", "ខ្មែរ"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာ"),
)
"""The languages of the network, each by its own name."""


def language_field(name: str, label: str, chosen: str, *, said: str = "") -> ShownField:
    """A choice of language; one that is not in the list stays as it was written."""
    known = WRITTEN_IN if chosen in {"", *dict(WRITTEN_IN)} else (*WRITTEN_IN, (chosen, chosen))
    choices = (Choice("", _("not said"), not chosen), *(Choice(code, words, code == chosen) for code, words in known))
    return ShownField(name, label, value=chosen, kind="select", choices=choices, required=False, error=said)


def maker_field(name: str, translation: Translation | None) -> ShownField:
    """Whether a person or a machine translated: readers trust the two differently."""
    by = translation.by if translation is not None else TranslatedBy.HUMAN
    makers = ((TranslatedBy.HUMAN, _("a person")), (TranslatedBy.MACHINE, _("a machine")))
    choices = tuple(Choice(each.value, words, each is by) for each, words in makers)
    return ShownField(name, _("Translated by"), kind="select", choices=choices, required=False)


def maker_of(posted: Mapping[str, Any], name: str) -> TranslatedBy:
    """Who translated, as it was chosen."""
    chosen = str(posted.get(name, ""))
    return TranslatedBy(chosen) if chosen in set(TranslatedBy) else TranslatedBy.HUMAN
