import json

import joblib
from sklearn.metrics import mean_absolute_error, r2_score

from tables import INPUTS, parts


def main():
    forest = joblib.load("volume_forest.joblib")
    _, held = parts()
    guess = forest.predict(held[INPUTS])
    result = {
        "parcels": len(held),
        "mae_litre": mean_absolute_error(held["volume_l"], guess),
        "r2": r2_score(held["volume_l"], guess),
    }
    with open("volume_metrics.json", "w") as fh:
        json.dump(result, fh, indent=2)


if __name__ == "__main__":
    main()
