"""Write the gene panel that the assay will measure."""
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import ttest_ind

HERE = Path(__file__).parent


def load_expression():
    counts = pd.read_parquet(HERE / "data" / "counts.parquet").set_index("patient_id")
    clinic = pd.read_csv(HERE / "data" / "clinic.csv", index_col="patient_id")
    counts = np.log2(counts + 1)
    return counts, clinic.loc[counts.index, "subtype"].eq("basal").astype(int)


def rank_genes(counts, basal):
    t, p = ttest_ind(counts[basal == 1], counts[basal == 0], equal_var=False)
    table = pd.DataFrame({"gene": counts.columns, "t": t, "p": p})
    return table.sort_values("p").reset_index(drop=True)


def write_panel(size=60):
    counts, basal = load_expression()
    ranking = rank_genes(counts, basal)
    chosen = ranking["gene"].head(size)
    (HERE / "data" / "panel.txt").write_text("\n".join(chosen))
    return chosen


if __name__ == "__main__":
    print(write_panel().to_string())
