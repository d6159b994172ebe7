"""Table of tiles: slides are stored as <root>/<patient>/<slide>/<tile>.png."""
from pathlib import Path

import pandas as pd


def tiles(root="data/tiles"):
    rows = [
        {"file": str(p), "patient": p.parts[-3], "slide": p.parts[-2]}
        for p in sorted(Path(root).glob("*/*/*.png"))
    ]
    return pd.DataFrame(rows)


def with_grade(table, path="data/pathology.csv"):
    grades = pd.read_csv(path, dtype={"patient": str})[["patient", "high_grade"]]
    return table.merge(grades, on="patient", validate="many_to_one")
