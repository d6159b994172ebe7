import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

INPUTS = ["channel", "discount", "seats", "storage_gb", "open_tickets", "nps"]


def main():
    t = pd.read_parquet("work/table.parquet")
    first = t[t.offered_at < "2023-06-01"].drop_duplicates("account_id")
    later = t[t.offered_at >= "2023-06-01"]
    later = later[~later.account_id.isin(first.account_id)]

    pipe = make_pipeline(
        make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["channel"]),
            remainder="passthrough",
        ),
        HistGradientBoostingClassifier(l2_regularization=1.0, random_state=6),
    )
    pipe.fit(first[INPUTS], first["accepted"])
    p = pipe.predict_proba(later[INPUTS])[:, 1]
    print("auc", roc_auc_score(later["accepted"], p), "ap", average_precision_score(later["accepted"], p))


if __name__ == "__main__":
    main()
