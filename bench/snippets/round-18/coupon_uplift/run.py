from pathlib import Path

import duckdb
import yaml
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score


def main():
    here = Path(__file__).parent
    cfg = yaml.safe_load((here / "config.yaml").read_text())
    con = duckdb.connect(cfg["database"])
    con.execute((here / "features.sql").read_text())
    query = "SELECT * FROM mailing_features WHERE mailed_on {} ?"
    past = con.execute(query.format("<="), [cfg["fit_until"]]).df()
    recent = con.execute(query.format(">="), [cfg["score_from"]]).df()

    model = RandomForestClassifier(**cfg["model"], random_state=0, n_jobs=-1)
    model.fit(past[cfg["columns"]], past["bought"])
    proba = model.predict_proba(recent[cfg["columns"]])[:, 1]
    print(f"AUC {roc_auc_score(recent['bought'], proba):.3f}")


if __name__ == "__main__":
    main()
