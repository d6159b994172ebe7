import sys

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retention.loader import weekly_frame

INPUTS = ["rides", "km", "usual_spend", "rides_recent", "rides_prev"]
LABEL = "returns_soon"


def main(db):
    frame = weekly_frame(db)
    frame["rides_prev"] = frame["rides_prev"].fillna(0)
    last = frame["wk"].max()
    frame = frame[frame["wk"] < last - pd.Timedelta(weeks=2)]
    start = pd.Timestamp("2023-10-02")
    early = frame[frame["wk"] < start - pd.Timedelta(weeks=2)]
    late = frame[frame["wk"] >= start]

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    model.fit(early[INPUTS], early[LABEL])
    print("AUC", roc_auc_score(late[LABEL], model.predict_proba(late[INPUTS])[:, 1]))


if __name__ == "__main__":
    main(sys.argv[1])
