"""What a serving process asks of its connections, and how a statement that takes too long is answered."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from interlace.foundation.database.connections import STATEMENT_SECONDS, WEB_THREADS, connection_settings
from interlace.foundation.errors import TimeLimit
from interlace.foundation.http.problems import answer_to, time_limit_behind

pytestmark = pytest.mark.django_db(transaction=True)


def limit_of(settings: dict[str, Any], **parameters: str) -> object:
    words = {name: settings[key] for name, key in (("host", "HOST"), ("port", "PORT"), ("user", "USER"))}
    words |= {"dbname": settings["NAME"], "password": settings["PASSWORD"]}
    options = settings["OPTIONS"].get("options", "")
    with psycopg.connect(**words, options=options) as server:
        row = server.execute("select current_setting('statement_timeout')").fetchone()
    assert row is not None
    return row[0]


def test_a_statement_of_a_serving_process_ends_after_five_seconds_and_of_a_command_when_it_is_done(
    node_data: Path, database_url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limit_of(connection_settings(node_data, database_url)["default"]) == "0"
    monkeypatch.setenv("INTERLACE_POOL", "1")
    serving = connection_settings(node_data, database_url)
    assert (limit_of(serving["default"]), STATEMENT_SECONDS) == ("5s", 5)
    assert limit_of(serving["owner"]) == "0"


def test_options_of_an_external_server_are_kept_beside_the_limit(
    node_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERLACE_POOL", "1")
    url = "postgresql://admin@db.example/interlace?options=-c%20geqo%3Doff"
    found = connection_settings(node_data, url)["default"]["OPTIONS"]
    assert found["options"] == "-c geqo=off -c statement_timeout=5s"
    assert found["pool"]["max_size"] > WEB_THREADS


def test_a_statement_that_takes_too_long_is_answered_as_a_limit_of_time() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 20")
        with pytest.raises(OperationalError) as stopped:
            cursor.execute("select pg_sleep(5)")
    assert isinstance(time_limit_behind(stopped.value), TimeLimit)
    assert time_limit_behind(ValueError()) is None
    answer = answer_to(RequestFactory().get("/"), stopped.value)
    assert answer.status_code == 503
