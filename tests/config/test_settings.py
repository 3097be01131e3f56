"""Settings as the environment makes them, read by a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

_TELL = """
import json
from interlace.config import settings
print(json.dumps([settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS, settings.SESSION_COOKIE_SECURE]))
"""


def told(data: Path, **environment: str) -> object:
    known = {"PATH": os.environ["PATH"], "INTERLACE_DATA": str(data), **environment}
    done = subprocess.run([sys.executable, "-c", _TELL], env=known, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_behind_a_proxy_that_ends_tls_forms_of_the_nodes_own_names_are_taken(tmp_path: Path) -> None:
    behind = told(tmp_path, INTERLACE_HTTPS="1", INTERLACE_HOSTS="node.example,.bureaus.example")
    assert behind == [
        ["node.example", ".bureaus.example"],
        ["https://node.example", "https://*.bureaus.example"],
        True,
    ]


def test_without_tls_no_other_origin_is_trusted(tmp_path: Path) -> None:
    assert told(tmp_path) == [["127.0.0.1", "localhost", "[::1]"], [], False]
