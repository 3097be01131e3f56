"""The small components: owner letters, states, names, clocks, bars. Their looks lie in `components.css`."""

from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interlace.foundation.localize.shown import ShownClock, ShownField, ShownName, direction_of, language_of
from interlace.foundation.localize.words import STATE_WORDS, StateWords

register = template.Library()

_NOTHING = mark_safe("")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon, always beside a word."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def mark(name: str) -> SafeString:
    """The shape of a state, always beside its word."""
    return format_html('<svg class="mark" aria-hidden="true"><use href="#m-{}"/></svg>', name)


@register.simple_tag(takes_context=True)
def owner(context: template.Context, code: str) -> SafeString:
    """Who contributed something: letters, ours inverted, all others outlined."""
    shell = context.get("shell")
    if shell is not None and code == shell.member:
        title = _("Owner: {code}, your bureau").format(code=code)
        return format_html('<abbr class="owner is-ours" title="{}">{}</abbr>', title, code)
    return format_html('<abbr class="owner" title="{}">{}</abbr>', _("Owner: {code}").format(code=code), code)


@register.simple_tag
def state(code: str, text: str = "") -> SafeString:
    """One state: mark, word, colour. `text` replaces the word where a page says it more closely."""
    words = STATE_WORDS.get(code, StateWords(code, "info", "none"))  # type: ignore[arg-type]
    return format_html(
        '<span class="state is-{}"><svg class="mark" aria-hidden="true"><use href="#m-{}"/></svg>{}</span>',
        words.tone,
        words.mark,
        text or words.word,
    )


@register.simple_tag
def name(shown: ShownName | None) -> SafeString:
    """A name: original script first, romanised beside it."""
    if shown is None:
        return _NOTHING
    romanised = format_html(' <span class="rom">{}</span>', shown.romanised) if shown.romanised else _NOTHING
    return format_html('<span class="name">{}{}</span>', foreign(shown.original, shown.language), romanised)


@register.simple_tag
def foreign(text: str, language: str = "") -> SafeString:
    """Text in a script of its own: `lang` sets its font, its height and the voice of a screen reader."""
    code = language or language_of(text)
    if not code:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, direction_of(code), text)


@register.simple_tag
def clock(shown: ShownClock | None, form: str = "full") -> SafeString:
    """A deadline. The disc empties; the words carry the meaning."""
    if shown is None:
        return _NOTHING
    face = format_html(
        '<svg class="clock-face" viewBox="0 0 16 16" aria-hidden="true">{}{}</svg>',
        mark_safe(  # noqa: S308 - constants
            '<path class="rim" d="M1.500 1.500h13v13h-13z"/>'
            if shown.tone == "late"
            else '<circle class="rim" cx="8" cy="8" r="7"/>'
        ),
        _NOTHING
        if shown.tone in {"late", "paused"} or not shown.left
        else format_html(
            '<circle class="left" cx="8" cy="8" r="3.5" pathLength="100" stroke-dasharray="{} 100"'
            ' transform="rotate(-90 8 8)"/>',
            shown.left,
        ),
    )
    text = shown.short if form == "short" else shown.full
    tone = format_html(" is-{}", shown.tone) if shown.tone else _NOTHING
    return format_html('<span class="clock{}">{}{}</span>', tone, face, text)


@register.simple_tag
def bar(start: float, size: float, tone: str = "", said: str = "", ticks: tuple[float, ...] = ()) -> SafeString:
    """A reason on the common scale of bits, from `start`, both in hundredths of the scale.

    `said` is the bar in words, for whoever does not see it; `ticks` are places on the scale that are marked.
    """
    tone_class = format_html(" is-{}", tone) if tone else _NOTHING
    piece = (
        format_html('<rect x="{}%" y="0" width="{}%" height="100%" rx="1"/>', round(start, 1), round(max(size, 0.6), 1))
        if size
        else _NOTHING
    )
    places = ((round(place, 1), round(place, 1)) for place in ticks)
    lines = format_html_join("", '<line x1="{}%" x2="{}%" y1="-20%" y2="120%"/>', places)
    told = format_html(' role="img" aria-label="{}"', said) if said else mark_safe(' aria-hidden="true"')
    return format_html('<svg class="bars{}"{}>{}{}</svg>', tone_class, told, piece, lines)


@register.inclusion_tag("interlace/field.html")
def field(shown: ShownField, shape: str = "") -> dict[str, Any]:
    """One labelled input with its hint and its error."""
    return {"field": shown, "shape": shape}


@register.inclusion_tag("interlace/hidden.html")
def keep(**values: str) -> dict[str, Any]:
    """Values that a form carries along."""
    return {"values": values.items()}


@register.simple_tag
def attributes(values: dict[str, str]) -> SafeString:
    """Further attributes of an input."""
    return format_html_join("", ' {}="{}"', values.items())


@cache
def _is_built(path: str) -> bool:
    return finders.find(path) is not None


@register.simple_tag
def built_stylesheet(path: str) -> SafeString:
    """A style sheet made at build time; without it the page uses the fonts of the system."""
    return format_html('<link rel="stylesheet" href="{}">', static(path)) if _is_built(path) else _NOTHING


@register.simple_tag
def steps(current: str, *labels: str) -> SafeString:
    """The steps of an import: done, here, to come. A screen reader hears which one is current."""
    order = ("file", "columns", "preview", "sharing", "result")
    here = order.index(current)
    return format_html_join(
        "",
        "<li{}>{}{}</li>",
        (
            (
                mark_safe(' aria-current="step"') if at == here else _NOTHING,
                mark("ok" if at < here else "gap" if at == here else "todo"),
                label,
            )
            for at, label in enumerate(labels)
        ),
    )
