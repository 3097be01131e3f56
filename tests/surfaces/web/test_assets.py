"""Building the fonts: which faces are taken from a package, and that an unchanged lock builds nothing."""

import json
import re
from pathlib import Path

import pytest

from interlace.surfaces.web import assets, world_map

SHEET = """/* a-font-latin-400-normal */
@font-face {
  font-family: 'A Font';
  font-weight: 400;
  src: url(./files/a-font-latin-400-normal.woff2) format('woff2'), url(./files/old.woff) format('woff');
  unicode-range: U+0000-00FF;
}
@font-face {
  font-family: 'A Font';
  font-weight: 400;
  src: url(./files/a-font-thai-400-normal.woff2) format('woff2');
  unicode-range: U+0E01-0E5B;
}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "a-font"
    (folder / "files").mkdir(parents=True)
    (folder / "400.css").write_text(SHEET)
    (folder / "LICENSE").write_text("a licence")
    (folder / "files" / "a-font-thai-400-normal.woff2").write_bytes(b"wOF2")
    return folder


def test_only_the_subsets_in_use_are_taken_and_in_one_format(package: Path) -> None:
    # A sheet of the one subset stands beside, which does not say for which letters it is fetched.
    (package / "thai-400.css").write_text(re.sub(r"  unicode-range:[^;]*;\n", "", SHEET))
    faces = list(assets.faces_of(package, assets.Font("a-font", ("thai",), (400,))))
    assert [name for _rule, name in faces] == ["a-font-thai-400-normal.woff2"]
    assert 'url("fonts/a-font-thai-400-normal.woff2") format("woff2");' in faces[0][0]
    assert "unicode-range: U+0E01-0E5B" in faces[0][0]


def test_fonts_are_built_with_their_licence(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "FONTS", (assets.Font("a-font", ("thai",), (400,)),))
    monkeypatch.setattr(assets, "PAPER_FONTS", ())
    files = list(assets.build(package.parent, tmp_path / "built"))
    assert [file.name for file in files] == ["a-font-thai-400-normal.woff2"]
    assert sorted(path.name for path in (tmp_path / "built").rglob("*") if path.is_file()) == [
        "a-font-thai-400-normal.woff2",
        "a-font.LICENSE",
        "fonts.css",
        "paper.css",
    ]


def test_a_whole_font_is_named_anew_and_fetched_for_its_letters_alone(package: Path) -> None:
    rule = (
        "@font-face {\n  font-family: 'A Font';\n  src: url(./files/a-font-korean-400-normal.woff2) format('woff2');\n}"
    )
    (package / "korean-400.css").write_text(rule)
    font = assets.Font("a-font", ("korean",), (400,), family="Interlace KR", letters="U+AC00-D7A3")
    ((used, name),) = assets.faces_of(package, font)
    assert name == "a-font-korean-400-normal.woff2"
    assert "font-family: 'Interlace KR';" in used
    assert used.endswith("  unicode-range: U+AC00-D7A3;\n}")


def test_of_a_font_in_slices_every_slice_is_taken(package: Path) -> None:
    (package / "400.css").write_text(SHEET.replace("a-font-latin-", "a-font-0-"))
    faces = list(assets.faces_of(package, assets.Font("a-font", (), (400,), "woff")))
    assert [name for _rule, name in faces] == ["a-font-0-400-normal.woff"]
    assert 'url("fonts/a-font-0-400-normal.woff") format("woff");' in faces[0][0]


def test_the_map_is_made_of_countries_by_their_code_with_south_below() -> None:
    square = [[102.0, 10.0], [107.0, 10.0], [107.0, 14.5], [102.0, 10.0]]
    features = [
        {"id": "116", "geometry": {"type": "Polygon", "coordinates": [square]}},
        {"geometry": {"type": "MultiPolygon", "coordinates": [[square], [square]]}},
    ]
    drawing = world_map.drawing_of(json.dumps({"features": features}))
    assert '<path id="kh" ' in drawing
    assert drawing.count("M102.00 -10.00L107.00 -10.00L107.00 -14.50L102.00 -10.00z") == 3
    assert drawing.count("<path") == 2


def test_nothing_is_built_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(assets, "VENDOR", tmp_path)
    (tmp_path / assets.STAMP).write_text(assets.digest_of_sources())
    assert (assets.main(), capsys.readouterr().out) == (0, "assets: up to date\n")


def test_the_lock_pins_every_package_by_hash_and_names_no_host() -> None:
    lock = (assets.HERE / "package-lock.json").read_text()
    packages = set(re.findall(r'"node_modules/([^"]+)"', lock))
    assert len(re.findall(r'"integrity": "sha512-', lock)) == len(packages)
    assert packages >= {f"@fontsource/{font.package}" for font in (*assets.FONTS, *assets.PAPER_FONTS)} | {
        "world-atlas"
    }
    assert re.search(r"https?:|resolved", lock) is None
