"""A chart as i2 Analyst's Notebook XML (ANX), as far as its publicly described elements go.

Elements used: Chart, StrengthCollection, AttributeClassCollection, EntityTypeCollection, LinkTypeCollection and
ChartItemCollection with Icons and Links; the line grammar is carried by strengths (solid, dashed, dotted). Not in it:
timelines, cards, pictures, palettes and fonts, and the importer assigns its own icons. Source: the structure that i2
documents for ANB XML exchange and that published exporters write, looked at 2026-11-23; no copy of Analyst's Notebook
was at hand to open the file.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from interlace.analysis.drawing import UNIT
from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.exporting.tables import title_of
from interlace.analysis.exporting.texts import written
from interlace.analysis.words import kind_word, link_word
from interlace.core.charting import Certainty, Kind

_STRENGTHS = {
    Certainty.CONFIRMED: ("Confirmed", "DotStyleSolid"),
    Certainty.UNCONFIRMED: ("Unconfirmed", "DotStyleDashed"),
    Certainty.TENTATIVE: ("Tentative", "DotStyleDotted"),
}
_OWNERS, _HANDLING, _KEY = "Owners", "Handling", "Identifier"


def anx_of(going: Outgoing) -> bytes:
    """Each item as an icon at its place, each link with its strength, handling and owners as attributes."""
    root = Element("Chart", Rigorous="false", IdReferenceLinking="false")
    strengths = SubElement(root, "StrengthCollection")
    for number, (name, style) in enumerate(_STRENGTHS.values()):
        SubElement(strengths, "Strength", Id=f"S{number}", Name=name, DotStyle=style)
    classes = SubElement(root, "AttributeClassCollection")
    for name in (_OWNERS, _HANDLING, _KEY):
        SubElement(classes, "AttributeClass", Name=name, Type="AttText", Visible="true", ShowValue="true")
    entity_types = SubElement(root, "EntityTypeCollection")
    for kind in Kind:
        SubElement(entity_types, "EntityType", Name=kind_word(kind), PreferredRepresentation="RepresentAsIcon")
    link_types = SubElement(root, "LinkTypeCollection")
    for word in sorted({link.word for link in going.chart.links}):
        SubElement(link_types, "LinkType", Name=word)
    summary = SubElement(root, "Summary")
    fields = SubElement(summary, "FieldCollection")
    for name, text in going.heading.lines():
        SubElement(fields, "Field", Type="SummaryFieldComment", Field=written(f"{name}: {text}"))
    collection = SubElement(root, "ChartItemCollection")
    for item, place in zip(going.chart.items, going.places, strict=True):
        label = written(title_of(item))
        drawn = SubElement(collection, "ChartItem", Label=label, XPosition=str(round(place.x * UNIT)))
        _attributes(drawn, {_OWNERS: " ".join(item.owners), _HANDLING: going.heading.handling, _KEY: item.key})
        end = SubElement(drawn, "End", X=str(round(place.x * UNIT)), Y=str(round(place.y * UNIT)))
        entity = SubElement(end, "Entity", EntityId=item.id, Identity=item.id, LabelIsIdentity="false")
        icon = SubElement(entity, "Icon")
        SubElement(icon, "IconStyle", Type=kind_word(item.kind))
    for link in going.chart.links:
        one, other = going.ends(link)
        drawn = SubElement(collection, "ChartItem", Label=written(link_word(link)))
        _attributes(drawn, {_OWNERS: " ".join(link.owners), _HANDLING: going.heading.handling})
        joined = SubElement(drawn, "Link", End1Id=one.id, End2Id=other.id)
        arrow = "ArrowOnHead" if link.is_directed else "ArrowNone"
        SubElement(joined, "LinkStyle", Type=link.word, ArrowStyle=arrow, Strength=_STRENGTHS[link.certainty][0])
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _attributes(drawn: Element, told: dict[str, str]) -> None:
    collection = SubElement(drawn, "AttributeCollection")
    for name, text in told.items():
        if text:
            SubElement(collection, "Attribute", AttributeClass=name, Value=written(text))
