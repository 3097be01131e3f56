"""The words that invented bureaus use in their papers, by language: headings, kinds, sentences, remarks."""

from collections.abc import Mapping
from importlib.resources import files

Words = Mapping[str, str]

_FIELDS: Mapping[str, str] = {
    "headings": "case title opened officer name born nation role passport alias phone type value note lead source grade"
    " exhibit what hash seal keeper date sum account holder",
    "kinds": "person phone wallet account domain handle email document vehicle address",
    "shared": "desk exchange contract bank gateway public park airport shuttle copied police",
}


def _texts(what: str) -> Mapping[str, list[str]]:
    text = files(__package__).joinpath("data", "phrases.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {language: words.split("|") for each, language, words in rows if each == what}


def _named(what: str) -> Mapping[str, Words]:
    fields = _FIELDS[what].split()
    return {language: dict(zip(fields, words, strict=True)) for language, words in _texts(what).items()}


HEADINGS = _named("headings")
KINDS = _named("kinds")
SHARED = _named("shared")
SENTENCES = _texts("sentences")
SUMMARIES = {language: texts[0] for language, texts in _texts("summary").items()}
