"""The example of the guide does what it says, in a program that knows neither a database nor a web framework."""

import os
import re
import subprocess
import sys
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "finding-duplicates.md"


def test_the_example_of_the_guide_prints_what_it_says_without_settings_or_a_database(tmp_path: Path) -> None:
    program, printed = re.findall(r"```(?:python|text)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INTERLACE", "DJANGO"))}
    asked = "\nimport sys\nprint(sorted({'django', 'psycopg'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program + asked],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{printed}[]\n"
    assert list(tmp_path.iterdir()) == []
