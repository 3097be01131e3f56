"""A node that is new: what its first page says is typed word for word, and then it can be worked with."""

import html
import http.cookiejar
import json
import re
import shlex
import signal
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
import pytest
from tests.surfaces.cli.running import PROGRAM, clean_environment, free_port, interlace

pytestmark = pytest.mark.process

PASSWORD = "seven horses in a field"
PHONE = "+82 10 0000 0142"
MATTER = ("--purpose", "fraud", "--ref", "TH-2026-0007")


@dataclass
class Browser:
    """A person's browser at the node: cookies, forms with their tokens."""

    url: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> tuple[str, str]:
        """Address in the end and the page."""
        return self._open(urllib.request.Request(self.url + path))

    def post(self, path: str, **form: str) -> tuple[str, str]:
        """Send a form of the page at this address."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        assert token is not None
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token[1]}).encode()
        return self._open(urllib.request.Request(self.url + path, data=body, headers={"Origin": self.url}))

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        with opener.open(request, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()


@dataclass
class Node:
    """A fresh node that serves."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    said: list[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *words: str, said: str = "") -> Any:
        """One command line against this node's folder; its answer."""
        done = interlace(*words, data=self.data, said=said, INTERLACE_PASSWORD=PASSWORD)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout

    def stop(self) -> None:
        """Stop serving, in peace."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.stderr is not None
            self.said += self.process.stderr.readlines()
            assert self.process.wait(60) == 0


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    data, port = tmp_path_factory.mktemp("first") / "data", free_port()
    command = [*PROGRAM, "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "Interlace serves" in line:
            break
    made = Node(data, port, process, said)
    yield made
    made.stop()
    process.stderr.close()


def test_a_fresh_node_is_worked_with_from_the_words_of_its_first_page(node: Node, tmp_path: Path) -> None:
    _, page = Browser(node.url).get("/")
    lines = [shlex.split(html.unescape(line)) for line in re.findall(r"<code>(interlace .*?)</code>", page)]
    assert [line[1:4] for line in lines] == [
        ["demo"],
        ["admin", "member", "add"],
        ["admin", "bureau", "add"],
        ["admin", "user", "add"],
        ["doctor"],
    ]
    *_, officer = (node.run(*line[1:]) for line in lines[1:4])
    node.run("admin", "member", "add", "TH", "--name", "Thailand")
    node.run("admin", "bureau", "add", "--member", "TH", "--name", "NCB Bangkok")

    browser = Browser(node.url)
    code = pyotp.TOTP(officer["totp_secret"]).now()
    assert browser.post("/sign-in", username="y.seo", password=PASSWORD, code=code)[0] == "/inbox"
    _, page = browser.get("/inbox")
    assert "Y. Seo" in page

    sheet = tmp_path / "suspects.csv"
    sheet.write_text(f"name,birthDate,phone\nHAN Ji-seop,1991-04-17,{PHONE}\n", encoding="utf-8")
    sharing = ("--audience", "TH", "--hit", "hit", "--purpose", "fraud", "--until", "2027-06-30")
    stored = node.run("import", str(sheet), "--as", "KR", *sharing, "--status", "suspect")
    assert stored["rows"] == {"read": 1, "stored": 1, "refused": 0, "known": 0}
    answer = node.run("check", "phone", "-", "--as", "TH", *MATTER, said=PHONE)
    assert [(each["bureau"], each["answer"]) for each in answer["answers"]] == [("KR", "possible")]

    node.run("admin", "user", "suspend", "y.seo")
    assert browser.get("/inbox")[0] == "/sign-in"


def test_a_demo_that_only_checks_itself_needs_no_port(node: Node, tmp_path: Path) -> None:
    done = interlace("demo", "--check", "--port", str(node.port), data=tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["built_now"] is True


def test_the_same_folder_is_worked_with_when_nobody_serves_it(node: Node) -> None:
    node.stop()
    assert [line for line in node.said if "arning" in line or "WARNING" in line] == []
    answer = node.run("check", "person", "Han Jiseop", "--born", "1991-04-17", "--as", "TH", *MATTER)
    assert [(each["bureau"], each["answer"]) for each in answer["answers"]] == [("KR", "possible")]
    assert not (node.data / "pg" / "cluster" / "postmaster.pid").exists()
