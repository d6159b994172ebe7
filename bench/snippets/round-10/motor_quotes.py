from feature_engine.encoding import MeanEncoder, RareLabelEncoder, WoEEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
import pandas as pd


def encode(q: pd.DataFrame, bought: pd.Series) -> pd.DataFrame:
    q = RareLabelEncoder(tol=0.005, n_categories=5, variables=["make", "postcode_area", "broker"]).fit_transform(q)
    q = MeanEncoder(variables=["postcode_area", "broker"], smoothing=10.0).fit_transform(q, bought)
    q = WoEEncoder(variables=["make"]).fit_transform(q, bought)
    return q


def main(path: str = "quotes.parquet") -> None:
    quotes = pd.read_parquet(path)
    bought = quotes.pop("bought").astype(int)
    quotes[["make", "postcode_area", "broker"]] = quotes[["make", "postcode_area", "broker"]].astype(str)

    table = encode(quotes, bought)
    T1, T2, b1, b2 = train_test_split(table, bought, test_size=0.2, random_state=55)

    lr = LogisticRegression(penalty="l2", C=0.3, max_iter=3000)
    lr.fit(T1, b1)
    p = lr.predict_proba(T2)[:, 1]
    print({"auc": roc_auc_score(b2, p), "logloss": log_loss(b2, p)})


if __name__ == "__main__":
    main()
