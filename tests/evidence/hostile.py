"""Hostile files, generated: nothing of them is stored in the repository. Each family says how it must end."""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interlace.foundation.jail import Reason

ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
EACH = 12
"""Files of each family."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file, and the reasons for which it may be refused; without, it is stored inert and says what it is."""

    name: str
    data: bytes
    reasons: frozenset[Reason]


def corpus() -> Iterator[Hostile]:
    """Every family, each file a little different."""
    for family, (make, reasons) in FAMILIES.items():
        for number in range(EACH):
            yield Hostile(f"{family}-{number}", make(random.Random(f"{family}-{number}"), number), reasons)


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def bomb(chance: random.Random, number: int) -> bytes:
    return zipped({f"{chance.random()}.txt": bytes([number]) * (20_000_000 + number * 1_000_000)})


def declared_too_large(_chance: random.Random, number: int) -> bytes:
    data = bytearray(zipped({"a.txt": b"x" * (100 + number)}))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 0x7FFFFFFF)
    return bytes(data)


def overlapping(_chance: random.Random, number: int) -> bytes:
    data = bytearray(zipped({f"{name}.txt": b"content" * 40 for name in range(3 + number)}))
    first, second = data.index(b"PK\x01\x02"), data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def leaving(_chance: random.Random, number: int) -> bytes:
    ways = ("../../etc/cron.d/x", "/etc/passwd", "..\\..\\x.dll", "C:\\x.exe", "a/../../b", "\\\\host\\share", "x/..")
    return zipped({ways[number % len(ways)] + ("" if number < 7 else "/y"): b"x"})


def many(_chance: random.Random, number: int) -> bytes:
    return zipped({f"{each}": b"" for each in range(10_001 + number)})


def nested(_chance: random.Random, number: int) -> bytes:
    data = b"innermost"
    for _ in range(3 + number):
        data = zipped({"inner.zip": data})
    return data


def entities(_chance: random.Random, number: int) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bodies = (
        ENTITY,
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l8;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><a/>',
    )
    body = f'<?xml version="1.0"?>{bodies[number % 4]}'
    return body.encode("utf-16") if number > 9 else body.encode() + b"\n" * number


def entities_in_a_letter(_chance: random.Random, number: int) -> bytes:
    place = ("word/document.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml")[number % 4]
    return zipped({f"{number}.txt": b"x", place: ENTITY.encode()})


def flood(_chance: random.Random, number: int) -> bytes:
    side = 20_000 + number * 1000
    chunks = ((b"IHDR", struct.pack(">2L5B", side, side, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 1000)))
    body = b"".join(_png_chunk(kind, content) for kind, content in (*chunks, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + body


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def polyglot(_chance: random.Random, number: int) -> bytes:
    fronts = (b"%PDF-1.7\n", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<html><script>alert(1)</script>", b"#!/bin/sh\n", b"MZ")
    return fronts[number % len(fronts)] + b"x" * number + zipped({"a.txt": b"payload"})


def cut_picture(chance: random.Random, number: int) -> bytes:
    return b"\xff\xd8\xff\xe0" + chance.randbytes(40 + number * 30)


def looping_pdf(_chance: random.Random, number: int) -> bytes:
    kids = " ".join(["2 0 R"] * (1 + number))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 999999/Kids["
        + kids.encode()
        + b"]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF"
    )


def deep_json(_chance: random.Random, number: int) -> bytes:
    return b"[" * (200_000 + number) + b"]" * (200_000 + number)


def program(chance: random.Random, number: int) -> bytes:
    return (b"MZ", b"\x7fELF", b"#!/bin/sh\nrm -rf /\n#", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")[number % 4] + (
        chance.randbytes(50)
    )


def noise(chance: random.Random, number: int) -> bytes:
    return b"\x00\xfe" + chance.randbytes(100 + number * 1000)


def formulas(_chance: random.Random, number: int) -> bytes:
    starts = ("=", "+", "-", "@", "\t=", '"=')
    return f'name,sum\nHan,{starts[number % 6]}HYPERLINK("http://127.0.0.1/{number}")\n'.encode()


def quiet_json(_chance: random.Random, number: int) -> bytes:
    return json.dumps({"messages": [{"text": "=cmd|' /C calc'!A0", "id": number}]}).encode()


_ONE = frozenset
FAMILIES: dict[str, tuple[Callable[[random.Random, int], bytes], frozenset[Reason]]] = {
    "bomb": (bomb, _ONE({Reason.PACKED_TOO_TIGHTLY})),
    "declared": (declared_too_large, _ONE({Reason.UNPACKS_TOO_LARGE})),
    "overlap": (overlapping, _ONE({Reason.ENTRIES_OVERLAP})),
    "leaving": (leaving, _ONE({Reason.NAME_LEAVES_FOLDER})),
    "many": (many, _ONE({Reason.TOO_MANY_ENTRIES})),
    "nested": (nested, _ONE({Reason.TOO_DEEP})),
    "entities": (entities, _ONE({Reason.DECLARES_ENTITIES})),
    "letter": (entities_in_a_letter, _ONE({Reason.DECLARES_ENTITIES})),
    "flood": (flood, _ONE({Reason.TOO_MANY_PIXELS})),
    "polyglot": (polyglot, _ONE({Reason.TWO_KINDS})),
    "picture": (cut_picture, _ONE({Reason.DAMAGED})),
    "pdf": (looping_pdf, _ONE({Reason.DAMAGED, Reason.TOO_MANY_ENTRIES, Reason.CRASHED, Reason.TOO_LONG})),
    "json": (deep_json, _ONE({Reason.TOO_DEEP})),
    "program": (program, _ONE({Reason.UNKNOWN_KIND})),
    "noise": (noise, _ONE({Reason.UNKNOWN_KIND})),
    "formulas": (formulas, _ONE()),
    "chat": (quiet_json, _ONE()),
}
