"""A folder with one folder for each bureau, read into a pack."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import phonenumbers

from interlace.evidence.reading.documents import ReadDocument
from interlace.meeting.pack.opening import GivenFile, open_files
from interlace.meeting.pack.records import Pack
from interlace.meeting.pack.sorting import Sorter, calling_code_of, form_texts_of, with_home
from interlace.meeting.pack.values import Home

# What a country's police write in first. Source: official languages (CLDR, territory info), 2026-11-23.
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "KR": ("ko",), "TH": ("th",), "VN": ("vi",), "JP": ("ja",), "CN": ("zh",), "TW": ("zh-hant",), "HK": ("zh-hant",),
    "MO": ("zh-hant",), "KH": ("km",), "LA": ("lo",), "MM": ("my",), "ID": ("id",), "MY": ("ms",), "PH": ("en",),
    "SG": ("en",), "AU": ("en",), "NZ": ("en",), "GB": ("en",), "US": ("en",), "FR": ("fr",), "IN": ("en",),
}  # fmt: skip


def read_folder(root: Path, *, today: date) -> tuple[Pack, Mapping[str, Home]]:
    """Everything below a folder whose own folders are the bureaus."""
    bureaus = sorted(path for path in root.iterdir() if path.is_dir() and _is_inside(path))
    return read_files({bureau.name: list(_files_of(bureau)) for bureau in bureaus}, today=today)


def read_files(files: Mapping[str, Sequence[GivenFile]], *, today: date) -> tuple[Pack, Mapping[str, Home]]:
    """The files of each bureau, read into one pack."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        read_all = dict(zip(files, threads.map(_documents, files, files.values()), strict=True))
    return sorted_out(read_all, files=sum(len(given) for given in files.values()), today=today)


def sorted_out(
    read_all: Mapping[str, Sequence[tuple[str, ReadDocument]]], *, files: int, today: date
) -> tuple[Pack, Mapping[str, Home]]:
    """The documents of each bureau, each with the path of its file, as one pack."""
    pack = Pack(files=files)
    form_texts = form_texts_of((bureau, document) for bureau, found in read_all.items() for _, document in found)
    homes = {}
    for bureau, documents in read_all.items():
        home = home_of(bureau)
        if home.country is None:
            tried = Pack()
            Sorter(tried, bureau, home, form_texts=form_texts, today=today).sort(documents)
            home = with_home(home, calling_code_of(tried.mentions))
        homes[bureau] = home
        Sorter(pack, bureau, home, form_texts=form_texts, today=today).sort(documents)
    return pack, homes


def home_of(bureau: str) -> Home:
    """Where a bureau is: its code is that of its country, where numbering plans know one."""
    country = bureau[:2].upper()
    return Home(bureau, country if phonenumbers.country_code_for_region(country) else None)


def _files_of(bureau: Path) -> Iterator[GivenFile]:
    for path in sorted(path for path in bureau.rglob("*") if path.is_file() and _is_inside(path)):
        yield GivenFile(f"{bureau.name}/{path.relative_to(bureau).as_posix()}", path.read_bytes())


def read_as(bureau: str) -> tuple[str, tuple[str, ...]]:
    """As whose the papers of a bureau are read: its country, and the languages of its pages."""
    home = home_of(bureau)
    return home.country or bureau, LANGUAGES.get(home.country or "", ())


def _documents(bureau: str, files: Sequence[GivenFile]) -> Sequence[tuple[str, ReadDocument]]:
    country, languages = read_as(bureau)
    return [
        (file.path, document)
        for file, documents in open_files(files, country=country, languages=languages)
        for document in documents
    ]


def _is_inside(path: Path) -> bool:
    """Named openly, and where it seems to be: a link could lead to another bureau's papers, or to the node's."""
    return not path.name.startswith(".") and not path.is_symlink()
