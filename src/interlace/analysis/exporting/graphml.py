"""A chart as GraphML (graphml.graphdrawing.org, 1.0), which network tools read."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.exporting.tables import title_of
from interlace.analysis.exporting.texts import written
from interlace.analysis.words import link_word
from interlace.core.charting import Certainty

_NODE = {"label": "string", "kind": "string", "owners": "string", "x": "double", "y": "double"}
_EDGE = {"word": "string", "has_direction": "boolean", "certainty": "string", "weight": "double", "sources": "string"}
_GRAPH = {"handling": "string", "exported_for": "string", "exported_at": "string"}


def graphml_of(going: Outgoing) -> bytes:
    """Items and links with their certainty; handling, recipient and time as data of the graph."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for owner, names in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name, kind in names.items():
            SubElement(root, "key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", id="chart", edgedefault="directed")
    heading = going.heading
    said = heading.handling, heading.recipient, heading.at.isoformat(timespec="seconds")
    _data(graph, "graph", dict(zip(_GRAPH, said, strict=True)))
    for item, place in zip(going.chart.items, going.places, strict=True):
        node = SubElement(graph, "node", id=item.id)
        owners = " ".join(item.owners)
        told = {
            "label": title_of(item),
            "kind": item.kind.value,
            "owners": owners,
            "x": str(place.x),
            "y": str(place.y),
        }
        _data(node, "node", told)
    for number, link in enumerate(going.chart.links):
        one, other = going.ends(link)
        edge = SubElement(graph, "edge", id=f"l{number}", source=one.id, target=other.id)
        told = {
            "word": link_word(link),
            # Many tools read a graph as directed or not as a whole, so which edges have a direction is said beside.
            "has_direction": str(link.is_directed).lower(),
            "certainty": Certainty(link.certainty).name.lower(),
            "weight": f"{link.strength:g}",
            "sources": " ".join(sorted({each.id for each in link.sources})),
        }
        _data(edge, "edge", told)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _data(parent: Element, owner: str, told: dict[str, str]) -> None:
    for name, text in told.items():
        SubElement(parent, "data", key=f"{owner}_{name}").text = written(text)
