import pandas as pd
import yaml
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

from transforms import gaussianise, water_ratio


def load(cfg):
    mixes = pd.read_csv(cfg["source"])
    mixes["water_ratio"] = water_ratio(mixes)
    strength = mixes.pop("strength_mpa")
    return mixes, strength


def main():
    with open("config.yaml") as fh:
        cfg = yaml.safe_load(fh)
    mixes, strength = load(cfg)
    mixes = mixes.apply(gaussianise)
    a, b, ya, yb = train_test_split(
        mixes, strength, test_size=cfg["holdout"], random_state=cfg["seed"]
    )
    model = SVR(C=cfg["svr"]["C"], gamma=cfg["svr"]["gamma"]).fit(a, ya)
    print("R2:", round(r2_score(yb, model.predict(b)), 4))


if __name__ == "__main__":
    main()
