"""Expected goals from shot descriptors; matches are kept together."""
import argparse
from pathlib import Path

import keras
import numpy as np
import pandas as pd
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import StandardScaler

COLUMNS = ["distance_m", "angle_rad", "defenders_in_cone", "keeper_off_line_m", "is_header", "is_counter"]


class ShotModel:
    def __init__(self, width=32):
        self.net = keras.Sequential([
            keras.layers.Input((len(COLUMNS),)),
            keras.layers.Dense(width, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(width, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        self.net.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy")
        self.scaler = StandardScaler()

    def fit(self, shots, watch, folder):
        x = self.scaler.fit_transform(shots[COLUMNS])
        monitored = (self.scaler.transform(watch[COLUMNS]), watch["goal"].to_numpy())
        best = Path(folder) / "xg.weights.h5"
        self.net.fit(
            x, shots["goal"].to_numpy(),
            validation_data=monitored,
            epochs=200, batch_size=512, verbose=0,
            callbacks=[
                keras.callbacks.ModelCheckpoint(str(best), monitor="val_loss", save_best_only=True, save_weights_only=True),
                keras.callbacks.EarlyStopping(monitor="val_loss", patience=12),
            ],
        )
        self.net.load_weights(str(best))
        return self

    def predict(self, shots):
        return self.net.predict(self.scaler.transform(shots[COLUMNS]), verbose=0).ravel()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", default="data/shots.csv")
    parser.add_argument("--folder", default="runs/xg")
    args = parser.parse_args()
    Path(args.folder).mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(9)

    shots = pd.read_csv(args.shots).dropna(subset=COLUMNS + ["goal"])
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=9)
    past, unseen = next(splitter.split(shots, groups=shots["match_id"]))
    past, unseen = shots.iloc[past], shots.iloc[unseen]

    model = ShotModel().fit(past, unseen, args.folder)
    p = model.predict(unseen)
    print(f"Brier {brier_score_loss(unseen['goal'], p):.4f}  AUC {roc_auc_score(unseen['goal'], p):.3f}")
    print(f"goals {unseen['goal'].sum()}  expected {np.sum(p):.1f}")


if __name__ == "__main__":
    main()
