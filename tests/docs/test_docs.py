"""What the documentation says is there: links, commands, settings, words, decisions."""

import re
import shlex
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest

from interlace.core.handling import Action, Answer, Code, HitMode
from interlace.core.matching import Band
from interlace.core.procedure.ladder import Party, Urgency
from interlace.facts.sharing import RESTRICTIONS
from interlace.facts.vocabulary import PERSON_STATUSES, PURPOSES
from interlace.foundation.console.options import take_options
from interlace.foundation.identity.roles import ROLES, Verb
from interlace.screening.words import ANSWERS, STATES
from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.main import interlace

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])
GLOSSARY = ROOT / "docs" / "glossary.md"
NODE = ROOT / "docs" / "deploy" / "node.md"
DECISIONS = ROOT / "docs" / "decisions"

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[`|/ ])interlace ((?:[a-z-]+)(?: [^`|\n]+)?)", re.M)
SETTING = re.compile(
    r"""["'](INTERLACE_[A-Z_]+|DATABASE_URL|DJANGO_SETTINGS_MODULE|NO_COLOR)["']|\bsettings\.(INTERLACE_[A-Z_]+)"""
)
ON_A_PAGE = re.compile(r"<code>interlace ([^<]+)</code>")
TABLE_NAME = re.compile(r"^\| `([A-Z_]+)` \|", re.M)
CODE_PLACE = re.compile(r"\| `([a-z_]+\.[\w.]+)` \|$", re.M)


def names(pages: list[Path]) -> list[str]:
    return [str(page.relative_to(ROOT)) for page in pages]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not _leads_somewhere(page, target)]
    assert broken == []


def _leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    place, _, heading = target.partition("#")
    found = (page.parent / place).resolve() if place else page
    if not found.is_relative_to(ROOT) or not found.exists():
        return False
    return not heading or heading in _headings(found)


def _headings(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    kept = (re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", title).lower()) for title in titles)
    return {title.strip().replace(" ", "-") for title in kept}


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every command line of a code block or between backticks, with the page it stands on."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in [*re.findall(r"^ {4}(.+)$", text, re.M), *re.findall(r"`([^`\n]+)`", text)]:
            for command in COMMAND.findall(line):
                yield str(page.relative_to(ROOT)), command.strip()
    for template in SOURCE.rglob("*.html"):
        for command in ON_A_PAGE.findall(template.read_text(encoding="utf-8")):
            yield str(template.relative_to(ROOT)), command.strip()


@pytest.mark.parametrize(("page", "line"), sorted(set(shown_commands())))
def test_every_command_shown_exists_with_its_options(page: str, line: str) -> None:
    _options, words = take_options(shlex.split(line))
    command, rest = _command_of(interlace, words)
    given = {word.partition("=")[0] for word in rest if word.startswith("--")} - {"--help"}
    known = {flag for parameter in command.params for flag in [*parameter.opts, *parameter.secondary_opts]}
    needed = {parameter.opts[0] for parameter in command.params if parameter.required and parameter.opts[0][0] == "-"}
    assert given - known == set()
    # A command that is only named, in the middle of a sentence, needs nothing.
    assert not rest or needed - given == set()


def _command_of(command: click.Command, words: list[str]) -> tuple[click.Command, list[str]]:
    if isinstance(command, LazyGroup) and words:
        entry = command.entries[words[0]]
        return _command_of(getattr(import_module(entry.module), entry.attribute), words[1:])
    if isinstance(command, click.Group) and words:
        # `interlace import FILE` is short for `interlace import file FILE`.
        default = getattr(command, "default", words[0])
        word, rest = (words[0], words[1:]) if words[0] in command.commands else (default, words)
        return _command_of(command.commands[word], rest)
    return command, words


def test_every_setting_of_the_program_is_documented_and_no_other() -> None:
    found = (names for file in SOURCE.rglob("*.py") for names in SETTING.findall(file.read_text(encoding="utf-8")))
    used = {quoted or named for quoted, named in found}
    documented = TABLE_NAME.findall(NODE.read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(used)


@cache
def glossary() -> str:
    return GLOSSARY.read_text(encoding="utf-8").lower()


def words_of_the_product() -> Iterator[str]:
    kinds: list[type[Enum]] = [Action, Code, HitMode, Band, Party, Urgency, Verb]
    for kind in kinds:
        by_name = kind is HitMode
        yield from (each.name.lower() if by_name else str(each.value).replace("_", " ") for each in kind)
    yield from (answer.name.lower() for answer in Answer)
    yield from (str(role.name).lower() for role in ROLES.values())
    yield from (str(word).lower() for word in [*STATES.values(), *ANSWERS.values()])
    yield from RESTRICTIONS
    yield from (code.replace("_", " ") for code in [*PURPOSES, *PERSON_STATUSES])
    yield from ("fact", "subject", "label", "register", "check", "hit", "link", "lead", "exhibit")


def test_the_glossary_has_every_word_of_the_product() -> None:
    missing = {word for word in words_of_the_product() if not re.search(rf"\b{re.escape(word.lower())}\b", glossary())}
    assert missing == set()


def test_the_words_of_the_glossary_are_still_in_the_code() -> None:
    places = CODE_PLACE.findall(GLOSSARY.read_text(encoding="utf-8"))
    assert places != []
    assert [place for place in places if not _is_in_the_code(f"interlace.{place}")] == []


def _is_in_the_code(place: str) -> bool:
    module, _, name = place.rpartition(".")
    try:
        return hasattr(import_module(module), name) or bool(import_module(place))
    except ModuleNotFoundError:
        return False


def test_the_list_of_decisions_is_complete_and_each_says_what_it_cost() -> None:
    files = sorted(page for page in DECISIONS.glob("*.md") if page.name != "README.md")
    listed = LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert listed == [page.name for page in files]
    assert [int(page.name[:4]) for page in files] == list(range(1, len(files) + 1))
    parts = ("**Situation.**", "**Options.**", "**Choice.**", "**Price.**")
    assert [page.name for page in files if any(part not in page.read_text(encoding="utf-8") for part in parts)] == []


def test_every_room_has_a_page_of_its_own() -> None:
    package = SOURCE / "interlace"
    rooms = [package / name for name in ("bureaus", "facts", "screening", "world")]
    rooms += [folder for folder in (package / "foundation").iterdir() if (folder / "__init__.py").exists()]
    assert [str(room.relative_to(package)) for room in sorted(rooms) if not (room / "README.md").exists()] == []
