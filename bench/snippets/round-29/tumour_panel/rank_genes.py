"""Choose the gene panel for the subtype assay."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_selection import f_classif

DATA = Path("data")
PANEL_SIZE = 150


def read_cohort():
    counts = pd.read_parquet(DATA / "expression_tpm.parquet")
    clinical = pd.read_csv(DATA / "clinical.csv", index_col="sample_id")
    counts = np.log2(counts + 1.0)
    return counts.loc[clinical.index], clinical["subtype"]


def main():
    expression, subtype = read_cohort()
    f_stat, _ = f_classif(expression.to_numpy(), subtype.to_numpy())
    order = np.argsort(np.nan_to_num(f_stat))[::-1]
    panel = expression.columns[order[:PANEL_SIZE]].tolist()
    (DATA / "panel.json").write_text(json.dumps(panel))
    print(f"kept {len(panel)} of {expression.shape[1]} genes")


if __name__ == "__main__":
    main()
