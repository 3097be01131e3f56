"""The doctor finds what is wrong, one test per illness, and calls a sound node sound."""

import socket
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from interlace.foundation.database import database_open
from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.printing.fonts import FAMILIES
from interlace.foundation.vault.keys import load_or_create_keys
from interlace.surfaces.cli import checkup
from interlace.surfaces.cli.checkup import Check, Examined, Finding, State
from interlace.surfaces.cli.serving import Address

Usage = namedtuple("Usage", "total free")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with keys and no database yet."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    load_or_create_keys(made)
    ensure_credentials(made)
    return made


@pytest.fixture
def port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


def examined(
    data: Path, *, port: int = 8000, url: str | None = None, recogniser: str | None = None, share: float = 0.5
) -> Examined:
    return Examined(
        data=data,
        url=url,
        address=Address("127.0.0.1", port),
        fonts=data / "fonts",
        recogniser=recogniser,
        disk_usage=lambda _place: Usage(total=1000 * 2**20, free=int((1 - share) * 1000 * 2**20)),
    )


def findings(check: Check, node: Examined) -> list[tuple[str, State]]:
    return [(finding.check, finding.state) for finding in check(node)]


def only(check: Check, node: Examined) -> Finding:
    (found,) = check(node)
    return found


def test_a_folder_without_a_node_is_a_warning_that_names_the_commands_which_make_one(tmp_path: Path) -> None:
    found = only(checkup.check_folder, examined(tmp_path / "none"))
    assert found.state is State.WARNING
    assert "interlace serve" in found.fix


def test_a_folder_that_others_can_enter_is_broken_and_named(data: Path) -> None:
    data.chmod(0o755)
    (data / "keys").chmod(0o750)
    found = list(checkup.check_folder(examined(data)))
    assert [finding.fix for finding in found] == [f"Run: chmod 700 '{data}'", f"Run: chmod 700 '{data / 'keys'}'"]


def test_a_closed_folder_is_good(data: Path) -> None:
    assert findings(checkup.check_folder, examined(data)) == [("data folder", State.GOOD)]


def test_keys_that_others_can_read_are_broken(data: Path) -> None:
    assert findings(checkup.check_keys, examined(data)) == [("keys", State.GOOD)]
    (data / "keys" / "node.json").chmod(0o644)
    found = only(checkup.check_keys, examined(data))
    assert found.state is State.BROKEN
    assert "chmod 600" in found.fix


@pytest.mark.parametrize(
    ("share", "state"), [(0.5, State.GOOD), (0.91, State.WARNING), (0.96, State.BROKEN), (1.0, State.BROKEN)]
)
def test_a_disk_is_judged_by_how_full_it_is(share: float, state: State, data: Path) -> None:
    assert only(checkup.check_disk, examined(data, share=share)).state is state


def test_a_taken_port_is_broken_and_the_remedy_is_another_one(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        found = only(checkup.check_port, examined(data, port=taken))
    assert found.what == f"Port {taken} on 127.0.0.1 is taken by another program."
    assert (found.state, found.fix) == (State.BROKEN, f"Choose another: --port {taken + 1}")


def test_a_free_port_is_good(data: Path, port: int) -> None:
    assert findings(checkup.check_port, examined(data, port=port)) == [("port", State.GOOD)]


def test_a_data_folder_of_another_version_is_broken(data: Path) -> None:
    cluster = data / "pg" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("13\n")
    found = only(checkup.check_version, examined(data))
    assert found.state is State.BROKEN
    assert "PostgreSQL 13" in found.what
    assert "interlace admin backup" in found.fix


def test_an_unreachable_server_is_broken_and_its_password_is_not_shown(data: Path) -> None:
    url = "postgresql://boss:very-secret@127.0.0.1:1/interlace"
    found = only(checkup.check_database, examined(data, url=url))
    assert (found.check, found.state) == ("database", State.BROKEN)
    assert "very-secret" not in found.what + found.fix


def test_a_damaged_database_folder_is_broken(data: Path) -> None:
    cluster = data / "pg" / "cluster"
    cluster.mkdir(parents=True, mode=0o700)
    (cluster / "PG_VERSION").write_text("18\n")
    found = only(checkup.check_database, examined(data))
    assert found.state is State.BROKEN
    assert "did not start" in found.what


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_sound_database_is_good(node_data: Path, database_url: str | None) -> None:
    found = findings(checkup.check_database, examined(node_data, url=database_url))
    assert found == [("database", State.GOOD), ("locale", State.GOOD), ("migrations", State.GOOD)]


@pytest.mark.django_db(transaction=True)
def test_a_database_made_for_english_alone_is_broken(node_data: Path, database_url: str | None) -> None:
    place = administrator_parameters(node_data, database_url, ensure_credentials(node_data))
    with psycopg.connect(make_conninfo(**(place | {"dbname": "postgres"})), autocommit=True) as server:
        server.execute("drop database if exists english with (force)")
        server.execute("create database english template template0 locale 'C' encoding 'UTF8'")
        try:
            host = place["host"].replace("/", "%2F").replace(" ", "%20")
            password = place["password"].replace(" ", "%20")
            url = f"postgresql://{place['user']}:{password}@{host}:{place['port']}/english"
            with database_open(node_data, url):
                found = list(checkup.letters(examined(node_data, url=url)))
        finally:
            server.execute("drop database if exists english with (force)")
    assert [(finding.check, finding.state) for finding in found] == [("locale", State.BROKEN)]


def test_missing_fonts_are_a_warning_that_names_the_scripts(data: Path) -> None:
    (data / "fonts").mkdir()
    for script in ("thai", "khmer", "vietnamese"):
        (data / "fonts" / f"noto-sans-{script}-400.woff2").touch()
    found = only(checkup.check_fonts, examined(data))
    assert found.state is State.WARNING
    assert "Lao, Burmese" in found.what


def test_missing_fonts_of_papers_are_a_warning_that_names_them(data: Path) -> None:
    (data / "fonts" / "fonts").mkdir(parents=True)
    assert only(checkup.check_paper_fonts, examined(data)).state is State.WARNING
    rules = [
        f"@font-face {{ font-family: '{family}'; src: url(\"fonts/{at}.woff\") }}" for at, family in enumerate(FAMILIES)
    ]
    (data / "fonts" / "paper.css").write_text("\n".join(rules[1:]))
    found = only(checkup.check_paper_fonts, examined(data))
    assert (found.state, FAMILIES[0] in found.what, FAMILIES[1] in found.what) == (State.WARNING, True, False)
    (data / "fonts" / "paper.css").write_text("\n".join(rules))
    found = only(checkup.check_paper_fonts, examined(data))
    assert (found.state, f"{len(FAMILIES)} of their files" in found.what) == (State.WARNING, True)
    for at in range(len(FAMILIES)):
        (data / "fonts" / "fonts" / f"{at}.woff").touch()
    assert only(checkup.check_paper_fonts, examined(data)).state is State.GOOD


def test_no_text_recognition_is_a_warning(data: Path) -> None:
    found = only(checkup.check_recognition, examined(data))
    assert found.state is State.WARNING
    assert "tesseract-ocr-tha" in found.fix


def test_a_missing_language_of_text_recognition_is_a_warning_that_names_its_package(data: Path) -> None:
    program = data / "recogniser"
    program.write_text("#!/bin/sh\nprintf '%s\\n' eng fra vie tha kor ind msa khm lao mya\n")
    program.chmod(0o700)
    found = only(checkup.check_recognition, examined(data, recogniser=str(program)))
    assert (found.state, found.fix) == (State.WARNING, "Install tesseract-ocr-chi-sim.")
