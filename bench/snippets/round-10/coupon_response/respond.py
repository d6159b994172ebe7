import argparse
import datetime as dt

from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

from warehouse import sends

NUM = ["coupon_value", "n_orders", "basket_avg", "coupons_used", "recency"]
CAT = ["home_region"]


def day(s):
    return dt.datetime.fromisoformat(s).replace(tzinfo=dt.timezone.utc)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--project", required=True)
    ap.add_argument("--start", type=day, default="2022-01-01")
    ap.add_argument("--turn", type=day, default="2022-10-01")
    ap.add_argument("--end", type=day, default="2022-12-31")
    a = ap.parse_args()

    early = sends(a.project, a.start, a.turn - dt.timedelta(days=14))
    late = sends(a.project, a.turn, a.end)
    for part in (early, late):
        part["home_region"] = part["home_region"].fillna("none")

    cb = CatBoostClassifier(iterations=500, depth=6, verbose=0, cat_features=CAT, random_seed=0)
    cb.fit(early[NUM + CAT], early["redeemed"])
    print("AUC", roc_auc_score(late["redeemed"], cb.predict_proba(late[NUM + CAT])[:, 1]))


if __name__ == "__main__":
    main()
