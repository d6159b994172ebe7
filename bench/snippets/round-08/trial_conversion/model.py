import logging
from pathlib import Path

import joblib
from google.cloud import bigquery
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

log = logging.getLogger(__name__)
NUM = ["n_events", "n_features", "n_invites", "n_sessions"]
CAT = ["country", "plan"]


def fetch():
    sql = (Path(__file__).parent / "sql" / "user_features.sql").read_text()
    return bigquery.Client().query(sql).to_dataframe()


def main():
    users = fetch()
    train, test = users[users["part"] == "train"], users[users["part"] == "test"]
    pipe = Pipeline([
        ("prep", ColumnTransformer([
            ("num", StandardScaler(), NUM),
            ("cat", OneHotEncoder(handle_unknown="ignore", min_frequency=50), CAT),
        ])),
        ("lr", LogisticRegression(max_iter=1000)),
    ])
    pipe.fit(train[NUM + CAT], train["label"])
    auc = roc_auc_score(test["label"], pipe.predict_proba(test[NUM + CAT])[:, 1])
    log.info("AUC %.4f on %d users", auc, len(test))
    joblib.dump(pipe, "conversion.joblib")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
