import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split

yes_no = {"yes": 1, "no": 0}

ckd = (
    pd.read_csv("kidney_disease.csv", na_values=["?", "\t?"])
    .rename(columns=str.lower)
    .drop(columns=["id"])
    .assign(
        classification=lambda d: d["classification"].str.strip().eq("ckd").astype(int),
        htn=lambda d: d["htn"].str.strip().map(yes_no),
        dm=lambda d: d["dm"].str.strip().map(yes_no),
        pc=lambda d: d["pc"].eq("abnormal").astype(int),
        bun_ratio=lambda d: d["bu"] / d["sc"],
    )
    .loc[:, ["age", "bp", "sg", "al", "su", "pc", "bgr", "bu", "sc", "hemo", "htn", "dm", "bun_ratio", "classification"]]
    .apply(pd.to_numeric, errors="coerce")
    .pipe(lambda d: d.fillna(d.median(numeric_only=True)))
)

diag = ckd.pop("classification")
lo, hi, diag_lo, diag_hi = train_test_split(ckd, diag, test_size=0.35, stratify=diag, random_state=101)

trees = ExtraTreesClassifier(n_estimators=250, min_samples_leaf=2, random_state=101)
trees.fit(lo, diag_lo)

print(f"bal. accuracy {balanced_accuracy_score(diag_hi, trees.predict(hi)):.3f}")
print(f"roc auc       {roc_auc_score(diag_hi, trees.predict_proba(hi)[:, 1]):.3f}")
