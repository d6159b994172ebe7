import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder


def load():
    stones = pd.read_csv("data/diamonds.csv", index_col=0)
    stones = stones[(stones[["x", "y", "z"]] > 0).all(axis=1)]
    stones["volume"] = stones["x"] * stones["y"] * stones["z"]
    stones["log_price"] = np.log(stones["price"])
    stones["log_carat"] = np.log(stones["carat"])
    return stones


def overview(stones):
    grid = sns.lmplot(stones, x="log_carat", y="log_price", hue="cut", scatter_kws={"s": 2})
    grid.savefig("overview.png")


def main():
    stones = load()
    overview(stones)
    X = stones.drop(columns="price")
    y = stones["price"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    pre = make_column_transformer(
        (OrdinalEncoder(), make_column_selector(dtype_include=object)), remainder="passthrough"
    )
    model = make_pipeline(pre, RandomForestRegressor(300, min_samples_leaf=2, n_jobs=-1, random_state=0))
    model.fit(X_train, y_train)
    print("MAPE", mean_absolute_percentage_error(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
