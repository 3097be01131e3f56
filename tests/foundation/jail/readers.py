"""Readers for the tests of the jail: each tries what a captured parser would try."""

import ctypes
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from interlace.foundation.jail import Json, Reason, Unreadable


def length(data: bytes, arguments: Json) -> Json:
    """The honest reader."""
    return {"length": len(data), "arguments": arguments}


def connecting(_data: bytes, _arguments: Json) -> Json:
    return _outcome(lambda: socket.create_connection(("127.0.0.1", 9), timeout=2))


def making_a_socket_pair(_data: bytes, _arguments: Json) -> Json:
    return _outcome(socket.socketpair)


def writing_a_file(_data: bytes, path: Json) -> Json:
    return _outcome(lambda: Path(str(path)).write_text("escaped"))


def making_a_folder(_data: bytes, path: Json) -> Json:
    return _outcome(lambda: Path(str(path)).mkdir())


def removing_a_file(_data: bytes, path: Json) -> Json:
    return _outcome(lambda: Path(str(path)).unlink())


def reading_a_file(_data: bytes, path: Json) -> Json:
    return _outcome(lambda: Path(str(path)).read_text())


def starting_a_program(_data: bytes, _arguments: Json) -> Json:
    return _outcome(lambda: subprocess.run(["/bin/true"], check=True))


def asking_a_program(data: bytes, program: Json) -> Json:
    done = subprocess.run([str(program), "--version"], input=data, capture_output=True, check=False)
    return done.stdout.decode() + done.stderr.decode()


def forking(_data: bytes, _arguments: Json) -> Json:
    return _outcome(os.fork)


def leaving_the_group(_data: bytes, _arguments: Json) -> Json:
    return _outcome(os.setsid)


def killing_its_parent(_data: bytes, _arguments: Json) -> Json:
    return _outcome(lambda: os.kill(os.getppid(), 15))


def starting_a_thread(_data: bytes, _arguments: Json) -> Json:
    seen: list[int] = []
    thread = threading.Thread(target=seen.append, args=(1,))
    thread.start()
    thread.join()
    return len(seen)


def filling_memory(_data: bytes, _arguments: Json) -> Json:
    return len(bytearray(2 * 1024**3))


def filling_memory_by_children(_data: bytes, _arguments: Json) -> Json:
    code = "import time; held = bytearray(100 * 1024 * 1024); time.sleep(15)"
    children = [subprocess.Popen([sys.executable, "-I", "-c", code]) for _ in range(8)]
    return [child.wait() for child in children]


def dozing(data: bytes, arguments: Json) -> Json:
    """Takes longer by the clock than by the processor, as on a busy machine."""
    time.sleep(1.5)
    return "awake"


def sleeping(_data: bytes, _arguments: Json) -> Json:
    time.sleep(60)
    return None


def turning_in_circles(_data: bytes, _arguments: Json) -> Json:
    while True:
        pass


def nesting(_data: bytes, _arguments: Json) -> Json:
    return nesting(_data, _arguments)


def crashing(_data: bytes, _arguments: Json) -> Json:
    ctypes.string_at(0)
    return None


def talking_too_much(_data: bytes, _arguments: Json) -> Json:
    return "x" * 50_000_000


def forging_the_answer(_data: bytes, descriptor: Json) -> Json:
    os._exit(0)


def refusing(_data: bytes, _arguments: Json) -> Json:
    raise Unreadable(Reason.ENTRIES_OVERLAP)


def tripping(data: bytes, _arguments: Json) -> Json:
    raise ValueError(data.decode())


def _outcome(act: object) -> Json:
    try:
        return repr(act())  # type: ignore[operator]  # any callable
    except OSError as error:
        return {"error": error.errno}
