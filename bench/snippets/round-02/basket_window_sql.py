import duckdb
import lightgbm as lgb
from sklearn.metrics import roc_auc_score

SQL = """
with base as (
    select customer_id,
           ordered_at,
           amount,
           discount_share,
           lead(ordered_at) over w <= ordered_at + interval 30 day as repeats,
           avg(amount) over (
               partition by customer_id order by ordered_at
               rows between 4 preceding and 2 following
           ) as avg_amount,
           count(*) over (
               partition by customer_id order by ordered_at
               rows between unbounded preceding and 1 preceding
           ) as n_before
    from orders
    window w as (partition by customer_id order by ordered_at)
)
select * from base where ordered_at < date '2023-12-01'
"""

FEATURES = ["amount", "discount_share", "avg_amount", "n_before"]

with duckdb.connect("shop.duckdb", read_only=True) as con:
    orders = con.execute(SQL).df()

orders["repeats"] = orders["repeats"].fillna(False).astype(int)
train = orders[orders["ordered_at"] < "2023-09-01"]
test = orders[orders["ordered_at"] >= "2023-10-01"]

clf = lgb.LGBMClassifier(n_estimators=300, num_leaves=31)
clf.fit(train[FEATURES], train["repeats"])
print(roc_auc_score(test["repeats"], clf.predict_proba(test[FEATURES])[:, 1]))
