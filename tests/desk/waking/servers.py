"""A mail server and a gateway of text messages, as small as they can be: real sockets, and all that came in."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Mailbox(socketserver.ThreadingTCPServer):
    """Takes mail, refuses recipients for ever, or is busy."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Smtp)
        self.mails: list[Message] = []
        self.answers: dict[str, str] = {}
        """What is said to a recipient instead of yes."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Smtp(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().partition(" ")[0]
            if word == "DATA":
                self._say("354 go on")
                self.server.mails.append(message_from_bytes(self._data()))
                self._say("250 taken")
            elif word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self._say(self.server.answers.get(address, "250 yes"))
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Gateway(HTTPServer):
    """Takes text messages as JSON, or answers with another status."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Http)
        self.texts: list[dict[str, Any]] = []
        self.keys: list[tuple[str | None, str | None]] = []
        self.received: list[str] = []
        """Every request as it came, taken or not, but for where it was sent to."""
        self.status = 200
        self.next_statuses: list[int] = []
        """What is said to the first requests; to all further ones `status`."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/send"


class _Http(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        named = [f"{name}: {text}" for name, text in self.headers.items() if name != "Host"]
        self.server.received.append("\n".join([self.requestline, *named, "", body.decode()]))
        self.server.keys.append((self.headers["Authorization"], self.headers["Idempotency-Key"]))
        status = self.server.next_statuses.pop(0) if self.server.next_statuses else self.server.status
        if status == 200:
            self.server.texts.append(json.loads(body))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        return


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    """The server, until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
