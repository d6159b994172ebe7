import category_encoders as ce
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PowerTransformer

HIGH_CARD = ["breed", "shelter", "colour_mix"]
NUM = ["age_months", "fee", "n_photos"]


def load(path="pets.csv"):
    pets = pd.read_csv(path)
    quick = (pets["days_to_adoption"] <= 7).astype(int)
    pets["desc_len"] = pets["description"].fillna("").str.len()
    return pets[HIGH_CARD + NUM + ["desc_len"]], quick


def build(enc):
    num = Pipeline([("fill", SimpleImputer(strategy="median")), ("pow", PowerTransformer())])
    cols = ColumnTransformer([("cat", enc, HIGH_CARD), ("num", num, NUM + ["desc_len"])])
    return Pipeline([("cols", cols), ("lr", LogisticRegression(max_iter=2000))])


if __name__ == "__main__":
    pets, quick = load()
    cv = StratifiedKFold(10, shuffle=True, random_state=30)
    flow = build(ce.TargetEncoder(smoothing=15, min_samples_leaf=5))
    out = cross_validate(flow, pets, quick, cv=cv, scoring=["roc_auc", "neg_log_loss"], n_jobs=-1)
    for k in ("test_roc_auc", "test_neg_log_loss"):
        print(k, np.round([out[k].mean(), out[k].std()], 4))
