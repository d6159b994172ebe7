import duckdb
import lightgbm as lgb
from sklearn.metrics import roc_auc_score

HORIZON_DAYS = 30
SQL = f"""
select customer_id,
       ordered_at,
       amount,
       discount_share,
       avg(amount) over past as avg_amount_before,
       count(*) over past as n_before,
       date_diff('day', lag(ordered_at) over seq, ordered_at) as days_since_last,
       coalesce(lead(ordered_at) over seq <= ordered_at + interval {HORIZON_DAYS} day, false)::int as repeats
from orders
window seq as (partition by customer_id order by ordered_at),
       past as (partition by customer_id order by ordered_at
                rows between unbounded preceding and 1 preceding)
"""
FEATURES = ["amount", "discount_share", "avg_amount_before", "n_before", "days_since_last"]


def between(frame, start, end):
    return frame[(frame["ordered_at"] >= start) & (frame["ordered_at"] < end)]


with duckdb.connect("shop.duckdb", read_only=True) as con:
    orders = con.execute(SQL).df()

train = between(orders, "2022-01-01", "2023-08-01")
test = between(orders, "2023-09-01", "2023-11-01")  # table ends 2023-12-31

clf = lgb.LGBMClassifier(n_estimators=300, num_leaves=31, random_state=0)
clf.fit(train[FEATURES], train["repeats"])
print(roc_auc_score(test["repeats"], clf.predict_proba(test[FEATURES])[:, 1]))
