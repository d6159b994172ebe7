"""Hourly counts at one bicycle counter, one day ahead."""
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

LAGS = (24, 25, 48, 168)


def load_counter(path):
    counts = pd.read_csv(path, parse_dates=["hour"]).set_index("hour").sort_index()
    counts = counts.asfreq("h")
    return counts


def make_table(counts):
    table = pd.DataFrame(index=counts.index)
    for lag in LAGS:
        table[f"lag_{lag}"] = counts["bikes"].shift(lag)
    table["week_mean"] = counts["bikes"].shift(24).rolling(168).mean()
    table["dow"] = table.index.dayofweek
    table["hod"] = table.index.hour
    table["bikes"] = counts["bikes"]
    return table.dropna()


def experiment(table, trees=400):
    X, y = table.drop(columns="bikes"), table["bikes"]
    parts = train_test_split(X, y, test_size=0.2, random_state=12)
    X_train, X_test, y_train, y_test = parts
    forest = RandomForestRegressor(trees, min_samples_leaf=3, n_jobs=-1, random_state=12)
    forest.fit(X_train, y_train)
    naive = mean_absolute_error(y_test, X_test["lag_168"])
    return mean_absolute_error(y_test, forest.predict(X_test)), naive


if __name__ == "__main__":
    table = make_table(load_counter("data/counter_bridge.csv"))
    mae, naive = experiment(table)
    print(f"forest MAE {mae:.1f}, last week {naive:.1f}")
