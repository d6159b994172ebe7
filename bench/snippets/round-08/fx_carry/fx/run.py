import argparse

import yaml
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, roc_auc_score

from fx.panel import panel

FEATS = ["mom20", "mom60", "vol20", "carry"]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--conf", default="conf/fx.yaml")
    cfg = yaml.safe_load(open(ap.parse_args().conf))

    p = panel(cfg)
    tr = p.loc[str(cfg["train_start"]): str(cfg["train_end"])]
    te = p.loc[str(cfg["test_start"]):]

    clf = HistGradientBoostingClassifier(**cfg["model"], random_state=0)
    clf.fit(tr[FEATS], tr["up"])
    prob = clf.predict_proba(te[FEATS])[:, 1]
    print("accuracy", accuracy_score(te["up"], prob > 0.5), "AUC", roc_auc_score(te["up"], prob))


if __name__ == "__main__":
    main()
