import duckdb
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

QUERY = """
WITH rates AS (
    SELECT store_id, category, AVG(redeemed) AS redemption_rate, COUNT(*) AS n_sent
    FROM coupons
    GROUP BY store_id, category
)
SELECT c.coupon_id, c.discount_pct, c.face_value, c.channel, c.basket_avg,
       r.redemption_rate, r.n_sent, c.redeemed
FROM coupons c
JOIN rates r USING (store_id, category)
"""

COLUMNS = ["discount_pct", "face_value", "basket_avg", "redemption_rate", "n_sent"]


def load(path: str) -> pd.DataFrame:
    con = duckdb.connect()
    con.execute(f"CREATE VIEW coupons AS SELECT * FROM read_parquet('{path}')")
    frame = con.execute(QUERY).df()
    con.close()
    return frame


def main() -> None:
    frame = load("coupons.parquet")
    X = frame[COLUMNS].join(pd.get_dummies(frame["channel"], prefix="ch", dtype=int))
    y = frame["redeemed"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=8
    )
    booster = lgb.LGBMClassifier(n_estimators=300, num_leaves=31, learning_rate=0.05)
    booster.fit(X_train, y_train)
    auc = roc_auc_score(y_test, booster.predict_proba(X_test)[:, 1])
    print(f"AUC {auc:.4f}")


if __name__ == "__main__":
    main()
