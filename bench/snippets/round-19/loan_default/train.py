from pathlib import Path

import duckdb
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

COLUMNS = ["amount", "term_months", "income", "late_instalments"]


def main():
    con = duckdb.connect("loans.duckdb")
    con.execute(Path("features.sql").read_text())
    table = con.execute("SELECT * FROM application_features ORDER BY applied_at").df()
    fit_part = table[table["applied_at"] < "2021-01-01"]
    eval_part = table[table["applied_at"] >= "2022-01-01"]
    clf = HistGradientBoostingClassifier(learning_rate=0.05, max_iter=300)
    clf.fit(fit_part[COLUMNS], fit_part["defaulted"])
    score = clf.predict_proba(eval_part[COLUMNS])[:, 1]
    print("AUC", roc_auc_score(eval_part["defaulted"], score))


if __name__ == "__main__":
    main()
