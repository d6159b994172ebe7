import pandas as pd
import yaml
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from features import add_label, load

COLS = ["vibration", "vib_avg", "temp_c", "seal_score", "age_months"]

if __name__ == "__main__":
    cfg = yaml.safe_load(open("config.yaml"))
    tab = add_label(load(cfg), cfg)
    past = tab[tab["inspected_at"] <= pd.Timestamp(cfg["train_until"])]
    later = tab[tab["inspected_at"] >= pd.Timestamp(cfg["test_from"])]
    clf = HistGradientBoostingClassifier(max_iter=200, random_state=0)
    clf.fit(past[COLS], past["fails_soon"])
    p = clf.predict_proba(later[COLS])[:, 1]
    print("AP", round(average_precision_score(later["fails_soon"], p), 3), "base", later["fails_soon"].mean())
