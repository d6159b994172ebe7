import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

RATE_SQL = """
SELECT seller_id,
       avg(returned) AS seller_return_rate
FROM orders
GROUP BY seller_id
"""


def load(con):
    return con.execute(
        "SELECT order_id, seller_id, price, weight_g, n_photos, discount, returned FROM 'orders.parquet' AS orders"
    ).df()


def add_seller_rate(con, orders):
    con.register("orders", orders)
    rates = con.execute(RATE_SQL).df()
    return orders.merge(rates, on="seller_id", how="left")


def main():
    con = duckdb.connect()
    orders = add_seller_rate(con, load(con))
    features = ["price", "weight_g", "n_photos", "discount", "seller_return_rate"]
    X_train, X_test, y_train, y_test = train_test_split(
        orders[features], orders["returned"], test_size=0.2, random_state=3
    )
    booster = lgb.LGBMClassifier(n_estimators=300, learning_rate=0.05, num_leaves=31)
    booster.fit(X_train, y_train)
    scores = booster.predict_proba(X_test)[:, 1]
    print("average precision", average_precision_score(y_test, scores))


if __name__ == "__main__":
    main()
