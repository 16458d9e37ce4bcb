"""Unicode's test files over ours, and a table: `make unicode`, or with FOLDER for another version.

Exits with 1 when a case differs that docs/unicode.md does not know, 2 when there are no files.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from conformance.standard import DEBIAN, RULES, known, run


def main(folder: Path) -> int:
    """Try all files in a folder and print what came of it."""
    if not all((folder / rule.file).exists() for rule in RULES.values()):
        print(f"{folder} has no test files of Unicode; on Debian: apt install unicode-data")
        return 2
    unknown: list[str] = []
    print(
        f"{'':11}{'Unicode':>8}{'cases':>7}{'as the standard':>17}{'known to differ':>17}{'not':>5}"
    )
    for name in RULES:
        version, cases, different = run(name, folder)
        found = Counter(known()[name].get(one, "") for one in different)
        new = found.pop("", 0)
        same, share = cases - len(different), 1 - len(different) / cases
        print(f"{name:11}{version:>8}{cases:>7}{same:>9} {share:>7.1%}{found.total():>17}{new:>5}")
        for reason, count in found.most_common():
            print(f"{'':50}{count:>5}  {reason}")
        unknown += [f"{name}: {one}" for one in different if one not in known()[name]]
    for one in unknown:
        print(f"not listed in docs/unicode.md: {one}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN))
