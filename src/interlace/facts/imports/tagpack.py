"""GraphSense TagPacks: addresses with what is known about them. A tag inherits the pack's header fields.

Format: GraphSense TagPack tool, "tagpack schema", 2024.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import yaml

from interlace.core.problems import Problem
from interlace.facts.entities import Entity, Finding, ParsedRow, RowTerms, Value, Weight
from interlace.facts.imports.limits import LARGEST_YAML, open_bytes, refuse_unfit_size
from interlace.facts.imports.reader import Column, Defaults, Format, UnreadableFile
from interlace.facts.values import ValueKind, cleaned, normalise

# Field of a tag → property of the wallet.
_TEXTS: Mapping[str, str] = {
    "label": "name",
    "category": "keywords",
    "abuse": "topics",
    "actor": "mangingExchange",  # FollowTheMoney's own spelling
    "description": "description",
    "context": "notes",
}
_LEDGERS = ("currency", "network")


class TagPackRows:
    """One pack. It is held in memory, so its size is limited."""

    format = Format.TAGPACK
    columns: tuple[Column, ...] = ()

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults
        refuse_unfit_size(path, most=LARGEST_YAML)

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every tag with the header fields it inherits."""
        pack = _loaded(self.path)
        tags = pack.get("tags")
        if not isinstance(tags, list):
            raise UnreadableFile("file_wrong_type", found="YAML")
        header = {name: value for name, value in pack.items() if name != "tags"}
        for number, tag in enumerate(tags, start=1):
            if isinstance(tag, dict):
                yield tag_row(number, header | tag, self._defaults)
            else:
                yield ParsedRow(number, (), findings=(Finding(Problem("tag_unreadable"), cell=f"tag {number}"),))


def tag_row(number: int, tag: Mapping[str, object], defaults: Defaults) -> ParsedRow:
    """One tag, with the header fields it inherits, as a row."""
    given = {name: value for name, value in tag.items() if isinstance(value, (str, int, float, bool))}
    address = tag.get("address")
    if not isinstance(address, str) or not address.strip():
        return ParsedRow(number, (), findings=(_at(Problem("tag_unreadable"), number),), values=given)
    ledger = next((str(tag[name]).strip() for name in _LEDGERS if tag.get(name)), "")
    found = normalise(ValueKind.WALLET, address, qualifier=ledger)
    if isinstance(found, Problem):
        return ParsedRow(number, (), findings=(_at(found, number),), values=given)
    values = [Value("publicKey", found.value, address, found.key)]
    if ledger:
        values.append(Value("currencySymbol", ledger, ledger))
    for name, prop in _TEXTS.items():
        if text := cleaned(str(tag.get(name) or "")):
            values.append(Value(prop, text, text))
    wallet = Entity("CryptoWallet", tuple(values), reference=f"{found.key}|{tag.get('label', '')}")
    terms = RowTerms(source=str(tag.get("source") or defaults.source)[:255], grading=defaults.grading)
    return ParsedRow(number, (wallet,), terms, tuple(_at(remark, number, Weight.REMARK) for remark in found.remarks))


def _at(problem: Problem, number: int, weight: Weight = Weight.REFUSED) -> Finding:
    return Finding(problem, weight, "address", f"tag {number}")


def _loaded(path: Path) -> Mapping[str, Any]:
    try:
        with open_bytes(path) as file:
            _refuse_aliases(file)
        with open_bytes(path) as file:
            pack = yaml.load(file, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 0
        raise UnreadableFile("yaml_unreadable", line=line) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UnreadableFile("yaml_unreadable", line=0) from None
    if not isinstance(pack, dict):
        raise UnreadableFile("file_wrong_type", found="YAML")
    return pack


def _refuse_aliases(file: IO[bytes]) -> None:
    """A few aliases of aliases make a list of billions."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(file, Loader=yaml.CSafeLoader)):
        raise UnreadableFile("yaml_aliases")
