"""What a template and a style sheet may hold: nothing inline, nothing foreign, no raw colour outside the tokens."""

import re
from pathlib import Path

import pytest

from interlace.foundation.localize.catalogues import ROOT

# A sheet for the printer brings its own rules: no browser and none of the pages' styles are there.
TEMPLATES = sorted(each for each in ROOT.rglob("templates/**/*.html") if not each.stem.endswith("_print"))
STATIC = ROOT / "surfaces/web/static/interlace"
SHEETS = sorted(STATIC.glob("*.css"))
CSS = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)

SHEETS_OF_TEXT = ("paper", "surface", "sunken", "hover")
INKS = ("ink", "ink-2", "ink-3", "accent", "bad", "good", "possible", "waiting", "two")
TONES = ("possible", "waiting", "good", "bad", "two", "accent")
TEXT, CONTROL = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
PAIRS = (
    *((ink, sheet, TEXT) for ink in INKS for sheet in SHEETS_OF_TEXT),
    *((tone, f"{tone}-soft", TEXT) for tone in TONES),
    *(("ink", f"{tone}-soft", TEXT) for tone in ("possible", "bad", "good", "accent")),
    ("accent-on", "accent", TEXT),
    ("inverse", "ink", TEXT),
    *((f"band-{band}-on", f"band-{band}", TEXT) for band in ("good", "warn", "bad", "idle")),
    *(("line-strong", sheet, CONTROL) for sheet in ("paper", "surface")),
)


def found_in(pattern: str, paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in paths
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]


def test_no_template_has_an_inline_style_or_script() -> None:
    assert found_in(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)|javascript:", TEMPLATES) == []


def test_nothing_names_another_host() -> None:
    sources = [*TEMPLATES, *SHEETS, *STATIC.glob("*.js"), *(ROOT / "surfaces/web").glob("*.json")]
    assert [hit for hit in found_in(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", sources) if "w3.org" not in hit] == []


def test_only_the_tokens_hold_a_colour() -> None:
    others = [sheet for sheet in SHEETS if sheet.name != "tokens.css"]
    hits = found_in(r"#[0-9a-fA-F]{3,8}\b|\brgba?\([^)]*\)", others)
    # Paper is white and ink is black, whatever the theme; a veil behind a dialog is the same by day and by night.
    assert [hit for hit in hits if not hit.endswith(("#000", "#333", "#999", "#fff", "rgb(0 0 0 / .45)"))] == []


def test_every_class_of_a_template_has_a_rule() -> None:
    named = {
        word
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text(encoding="utf-8")))
        for word in value.split()
    }
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS))
    neutral = {"is-none"}  # the tone of a state without one
    assert {word for word in named - known - neutral if not word.endswith("-")} == set()


def test_every_icon_and_mark_in_use_is_in_the_sprite() -> None:
    icons = (ROOT / "surfaces/web/templates/interlace/icons.html").read_text(encoding="utf-8")
    sprite = set(re.findall(r'<symbol id="([im]-[\w-]+)"', icons))
    used = {
        f"{kind[0]}-{name}"
        for path in TEMPLATES
        for kind, name in re.findall(r'{% (icon|mark) "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert used - sprite == set()


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


TOKENS = {
    name: (day, night)
    for name, day, night in re.findall(
        r"--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)", (STATIC / "tokens.css").read_text(encoding="utf-8")
    )
}


@pytest.mark.parametrize("theme", [0, 1], ids=["by day", "by night"])
def test_every_text_can_be_read(theme: int) -> None:
    weak = [(ink, sheet) for ink, sheet, least in PAIRS if contrast(TOKENS[ink][theme], TOKENS[sheet][theme]) < least]
    assert weak == []
