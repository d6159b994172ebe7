"""Is a travel insurance quote accepted in the same session?"""
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score
from xgboost import XGBClassifier

QUOTE = ["premium", "trip_days", "travellers", "lead_days"]
MARKET = ["rival_premium", "rival_rank"]
HABIT = ["quotes_before", "accepted_before"]


def quotes(path):
    table = pd.read_parquet(path)
    table["quoted_at"] = pd.to_datetime(table["quoted_at"])
    return table.sort_values("quoted_at", kind="stable").reset_index(drop=True)


def add_market(table, path):
    market = pd.read_parquet(path, columns=["product", "observed_at", *MARKET])
    market["observed_at"] = pd.to_datetime(market["observed_at"])
    return pd.merge_asof(
        table,
        market.sort_values("observed_at"),
        left_on="quoted_at",
        right_on="observed_at",
        by="product",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=7),
    )


def add_habit(table):
    """Totals of the broker up to the end of his previous working day."""
    table = table.assign(day=table["quoted_at"].dt.normalize())
    daily = table.groupby(["broker", "day"])["accepted"].agg(["size", "sum"]).sort_index()
    totals = daily.groupby(level="broker").cumsum()
    before = totals.groupby(level="broker").shift(1, fill_value=0)
    before.columns = HABIT
    return table.merge(before.reset_index(), on=["broker", "day"], how="left", validate="many_to_one")


def months(table, first, last):
    month = table["quoted_at"].dt.to_period("M")
    part = table[(month >= pd.Period(first)) & (month <= pd.Period(last))]
    return part[QUOTE + MARKET + HABIT], part["accepted"]


def main():
    table = add_habit(add_market(quotes("data/quotes.parquet"), "data/rivals.parquet"))
    table["premium"] = table["premium"] / table["trip_days"].clip(lower=1)
    X_train, y_train = months(table, "2022-01", "2022-12")
    X_valid, y_valid = months(table, "2023-01", "2023-03")
    X_test, y_test = months(table, "2023-04", "2023-09")

    model = XGBClassifier(
        n_estimators=2000, learning_rate=0.03, max_depth=5, subsample=0.8,
        eval_metric="logloss", early_stopping_rounds=60,
    )
    model.fit(X_train, y_train, eval_set=[(X_valid, y_valid)], verbose=False)
    p = model.predict_proba(X_test)[:, 1]
    print(f"{model.best_iteration} rounds")
    print(f"log loss {log_loss(y_test, p):.4f}   AUC {roc_auc_score(y_test, p):.3f}")


if __name__ == "__main__":
    main()
