"""Run every benchmark in this folder and print one table, ours beside a peer or a floor from the same run.

Each ``bench_*.py`` has ``rows()``, which measures and returns ``Row`` values. Nothing here passes or fails:
a benchmark is read, never a test.
"""

import importlib
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from row import Row  # noqa: E402  (the folder is on the path from here on)


def table(rows: Iterable[Row]) -> str:
    """The rows as aligned text."""
    lines = [("measured", "ours", "beside it", "ratio", "goal")]
    lines += [(row.what, row.ours, f"{row.other} ({row.other_name})", row.ratio, row.goal) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def main(names: Sequence[str]) -> None:
    """Run the named benchmarks (all of them without a name)."""
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in found if not names or name.removeprefix("bench_") in names]
    if not chosen:
        sys.exit(
            f"no benchmark is called {', '.join(names)}; there are: {', '.join(name[6:] for name in found)}"
        )
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    )
    for name in chosen:
        print(f"\n{name.removeprefix('bench_')}", flush=True)
        print(table(importlib.import_module(name).rows()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
