"""The story of exhibits for other tools: CASE 1.4 and UCO 1.4 as JSON-LD.

Classes and properties: procedures of the product, 4.4; checked against CASE 1.4 with `case_validate` of
case-utils 0.18. Ids are made from those of the exhibits, so the same exhibit has the same id in every bundle.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from interlace.core.custody import Entry
from interlace.evidence.models import Exhibit

CONTEXT: Final = {
    "kb": "urn:interlace:",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Story = tuple[Exhibit, Sequence[Entry]]


def provenance(reference: str, stories: Sequence[Story]) -> bytes:
    """The document of a bundle."""
    graph: list[dict[str, Any]] = []
    for exhibit, entries in stories:
        graph += [_file(exhibit), _record(exhibit), *_actions(exhibit, entries)]
    people = sorted({name for _exhibit, entries in stories for entry in entries for name in (entry.giver, entry.taker)})
    graph += [_thing(_named(name), "uco-identity:Identity", {"uco-core:name": name}) for name in people if name]
    places = sorted({entry.place for _exhibit, entries in stories for entry in entries})
    graph += [_thing(_place(place), "uco-location:Location", {"uco-core:name": place}) for place in places if place]
    whole = {"uco-core:name": reference, "uco-core:object": [{"@id": each["@id"]} for each in graph]}
    graph.append(_thing(f"kb:investigation-{_digest(reference)}", "case-investigation:Investigation", whole))
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _file(exhibit: Exhibit) -> dict[str, Any]:
    facets = [
        _thing(
            f"kb:file-facet-{exhibit.id}",
            "uco-observable:FileFacet",
            {"uco-observable:fileName": exhibit.file_name, "uco-observable:sizeInBytes": exhibit.size},
        ),
        _thing(
            f"kb:content-{exhibit.id}",
            "uco-observable:ContentDataFacet",
            {
                "uco-observable:hash": [
                    _hash(exhibit, "SHA256", exhibit.sha256),
                    _hash(exhibit, "SHA3-512", exhibit.sha3_512),
                ]
            },
        ),
    ]
    return _thing(f"kb:file-{exhibit.id}", "uco-observable:File", {"uco-core:hasFacet": facets})


def _hash(exhibit: Exhibit, method: str, value: str) -> dict[str, Any]:
    return _thing(
        f"kb:hash-{method.lower()}-{exhibit.id}",
        "uco-types:Hash",
        {
            "uco-types:hashMethod": method,
            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()},
        },
    )


def _record(exhibit: Exhibit) -> dict[str, Any]:
    return _thing(
        f"kb:record-{exhibit.id}",
        "case-investigation:ProvenanceRecord",
        {
            "uco-core:description": exhibit.title,
            "case-investigation:exhibitNumber": exhibit.name,
            "uco-core:object": {"@id": f"kb:file-{exhibit.id}"},
        },
    )


def _actions(exhibit: Exhibit, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        said: dict[str, Any] = {
            "uco-core:name": entry.step.value,
            "uco-core:description": entry.purpose,
            "uco-action:startTime": _time(entry.given_at.isoformat()),
            "uco-action:endTime": _time(entry.taken_at.isoformat()),
            "uco-action:object": {"@id": f"kb:record-{exhibit.id}"},
        }
        if performer := entry.taker or entry.giver:
            said["uco-action:performer"] = {"@id": _named(performer)}
        if entry.place:
            said["uco-action:location"] = {"@id": _place(entry.place)}
        if entry.number > 1:
            said["case-investigation:wasInformedBy"] = {"@id": f"kb:action-{entry.number - 1}-{exhibit.id}"}
        yield _thing(f"kb:action-{entry.number}-{exhibit.id}", "case-investigation:InvestigativeAction", said)


def _thing(identifier: str, kind: str, said: dict[str, Any]) -> dict[str, Any]:
    return {"@id": identifier, "@type": kind, **said}


def _time(written: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": written}


def _named(name: str) -> str:
    return f"kb:identity-{_digest(name)}"


def _place(place: str) -> str:
    return f"kb:location-{_digest(place)}"


def _digest(words: str) -> UUID:
    """The same words have the same id in every package; UCO wants ids to end with a UUID (RFC 9562, version 5)."""
    return uuid5(NAMESPACE_URL, f"{CONTEXT['kb']}{words}")
