"""``make bench``: measure everything and put the results together.

python -m bench            measure all, then assemble
python -m bench pages      only these
python -m bench --assemble only put the sections together again
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
#: section -> module that measures it and writes RESULTS-<section>.md
SECTIONS = {
    "pages": "bench.pages",
    "search": "bench.search",
    "alerts": "bench.alerts",
    "relevance": "bench.relevance",
    "search-live": "bench.search_live",
    "search-durability": "bench.search_durability",
    "import": "bench.import_schools",
    "first-paint": "bench.first_paint",
    "booking": "bench.booking",
    "catalogue": "bench.catalogue",
    "applying": "bench.applying",
}
HEAD = """# Results

Written by `make bench`. The machine has two cores, shared by server, database and whoever asks; its speed drifts by a
fifth, so compare
ratios within one run and nothing else.
"""


def assemble() -> None:
    """RESULTS.md from the sections that are there, in order."""
    found = [path for name in SECTIONS if (path := FOLDER / f"RESULTS-{name}.md").exists()]
    parts = [HEAD, *(path.read_text(encoding="utf-8").strip() + "\n" for path in found)]
    (FOLDER / "RESULTS.md").write_text("\n".join(parts), encoding="utf-8")


def measure(name: str) -> None:
    """Run one module. Those that print their section have it written down here."""
    path = FOLDER / f"RESULTS-{name}.md"
    before = path.stat().st_mtime_ns if path.exists() else 0
    done = subprocess.run([sys.executable, "-m", SECTIONS[name]], check=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout, flush=True)
    if not path.exists() or path.stat().st_mtime_ns == before:
        path.write_text(done.stdout, encoding="utf-8")


def main(wanted: list[str]) -> None:
    if wanted != ["--assemble"]:
        for name in wanted or SECTIONS:
            print(f"== {name}", flush=True)
            measure(name)
    assemble()


if __name__ == "__main__":
    main(sys.argv[1:])
