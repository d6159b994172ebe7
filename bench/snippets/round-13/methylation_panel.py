"""Blood methylation panel for early colorectal cancer."""
import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PANEL_SIZE = 120


def load_beta_values(matrix_csv, sheet_csv):
    beta = pd.read_csv(matrix_csv, index_col="probe_id").T
    sheet = pd.read_csv(sheet_csv, index_col="donor_id")
    beta = beta.loc[sheet.index]
    beta = beta.loc[:, beta.notna().all(axis=0)]
    return beta, (sheet["diagnosis"] == "CRC").to_numpy()


def m_values(beta, eps=1e-3):
    clipped = beta.clip(eps, 1 - eps)
    return np.log2(clipped / (1 - clipped))


def differential_probes(values, is_case, size):
    t, p = stats.ttest_ind(values[is_case], values[~is_case], equal_var=False)
    table = pd.DataFrame({"t": t, "p": p}, index=values.columns)
    return table.sort_values("p").head(size).index


def evaluate_panel(values, is_case, repeats=5):
    aucs = []
    for repeat in range(repeats):
        folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=repeat)
        for fit_rows, held_rows in folds.split(values, is_case):
            clf = make_pipeline(
                StandardScaler(), LogisticRegression(C=0.05, max_iter=2000)
            )
            clf.fit(values.iloc[fit_rows], is_case[fit_rows])
            prob = clf.predict_proba(values.iloc[held_rows])[:, 1]
            aucs.append(roc_auc_score(is_case[held_rows], prob))
    return np.array(aucs)


def main():
    beta, is_case = load_beta_values("data/epic_beta.csv", "data/sample_sheet.csv")
    values = m_values(beta)
    panel = differential_probes(values, is_case, PANEL_SIZE)
    aucs = evaluate_panel(values[panel], is_case)
    print(f"{len(panel)} probes, AUC {aucs.mean():.3f} (sd {aucs.std():.3f})")
    pd.Series(panel, name="probe_id").to_csv("results/panel.csv", index=False)


if __name__ == "__main__":
    main()
