"""How well do combine and college numbers predict the rookie-contract value of a draft class?"""
import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold

BLOCKS = {
    "combine": ["forty", "bench", "vertical", "broad_jump", "three_cone", "shuttle"],
    "college": ["games", "starts", "snaps_per_game", "pff_grade", "penalties", "awards"],
    "body": ["height_cm", "weight_kg", "arm_cm", "hand_cm", "age"],
}
LATENT = {"combine": 2, "college": 3, "body": 2}


def load(path):
    players = pd.read_csv(path).drop_duplicates("player_id")
    needed = [c for cols in BLOCKS.values() for c in cols]
    return players.dropna(subset=needed + ["contract_value_m"])


class BlockScores:
    """A few latent scores for each measurement block."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.models = {}

    def fit(self, players, value):
        for block, cols in BLOCKS.items():
            self.models[block] = PLSRegression(n_components=self.sizes[block]).fit(players[cols], value)
        return self

    def transform(self, players):
        parts = [self.models[b].transform(players[cols]) for b, cols in BLOCKS.items()]
        return np.hstack(parts)


def cross_validate(features, value, n_splits=8):
    maes, r2s = [], []
    for fit_rows, eval_rows in KFold(n_splits, shuffle=True, random_state=70).split(features):
        forest = RandomForestRegressor(n_estimators=500, min_samples_leaf=4, random_state=70)
        forest.fit(features[fit_rows], value[fit_rows])
        guess = forest.predict(features[eval_rows])
        maes.append(mean_absolute_error(value[eval_rows], guess))
        r2s.append(r2_score(value[eval_rows], guess))
    return np.array(maes), np.array(r2s)


def main():
    players = load("draft_2018.csv")
    value = players["contract_value_m"].to_numpy()
    scores = BlockScores(LATENT).fit(players, value).transform(players)
    maes, r2s = cross_validate(scores, value)
    print(f"MAE {maes.mean():.2f} +- {maes.std():.2f} M")
    print(f"R2  {r2s.mean():.3f} +- {r2s.std():.3f}")


if __name__ == "__main__":
    main()
