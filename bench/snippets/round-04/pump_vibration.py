import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import recall_score, precision_score

SENSORS = ["vib_x", "vib_y", "temp_bearing", "pressure"]


def read_signals(path):
    sig = pd.read_feather(path)
    sig["ts"] = pd.to_datetime(sig["ts"], unit="s")
    return sig.sort_values(["pump", "ts"]).set_index("ts")


def condition_features(sig):
    pieces = []
    for _, one in sig.groupby("pump"):
        one = one.copy()
        for s in SENSORS:
            win = one[s].rolling(61, center=True, min_periods=10)
            one[s + "_level"] = win.mean()
            one[s + "_spread"] = win.std()
        pieces.append(one)
    return pd.concat(pieces).sort_index()


signals = condition_features(read_signals("data/pumps.feather"))
signals = signals.dropna()
cols = [c for c in signals.columns if c.endswith(("_level", "_spread"))]

boundary = pd.Timestamp("2023-05-01")
past, future = signals[signals.index < boundary], signals[signals.index >= boundary]

forest = RandomForestClassifier(500, min_samples_leaf=20, class_weight="balanced", n_jobs=-1, random_state=0)
forest.fit(past[cols], past["alarm"])
hit = forest.predict(future[cols])
print("recall", np.round(recall_score(future["alarm"], hit), 3))
print("precision", np.round(precision_score(future["alarm"], hit), 3))
