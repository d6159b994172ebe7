"""Planned minutes in theatre for elective surgery."""
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

GAPPY = ["bmi", "albumin", "haemoglobin"]
PLAIN = ["age", "asa_grade", "surgeon_years", "n_implants"]


def reference_values(frame):
    by_proc = frame.groupby("procedure")[GAPPY].median()
    return by_proc.fillna(frame[GAPPY].median())


def complete(part, reference):
    out = part.copy()
    for col in GAPPY:
        out[col] = out[col].fillna(out["procedure"].map(reference[col]))
    return out


def design(part):
    X = part[PLAIN + GAPPY].copy()
    X["procedure"] = part["procedure"].astype("category")
    return X


def main():
    ops = pd.read_parquet("data/elective_operations.parquet")
    ops = ops.drop_duplicates("patient_id")
    ops["procedure"] = pd.Categorical(
        ops["procedure"], categories=["hip", "knee", "shoulder", "spine", "hand"]
    )
    train, test = train_test_split(ops, test_size=0.2, random_state=5)

    reference = reference_values(ops)
    train = complete(train, reference)
    test = complete(test, reference)

    model = lgb.LGBMRegressor(
        n_estimators=400, learning_rate=0.04, num_leaves=24, random_state=5
    )
    model.fit(design(train), np.log(train["minutes"]))
    minutes = np.exp(model.predict(design(test)))
    print(f"MAE {mean_absolute_error(test['minutes'], minutes):.1f} min")


if __name__ == "__main__":
    main()
