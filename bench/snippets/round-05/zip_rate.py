import polars as pl
import xgboost as xgb
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

LABEL = "lapsed"


def load(path):
    return (
        pl.read_csv(path)
        .with_columns(
            pl.col(LABEL).cast(pl.Float64),
            (pl.col("premium") / pl.col("sum_insured")).alias("rate"),
        )
        .drop_nulls(["zip", LABEL])
    )


def add_area(policies: pl.DataFrame) -> pl.DataFrame:
    return policies.with_columns(
        pl.col(LABEL).mean().over("zip").alias("zip_level"),
        pl.len().over("zip").alias("zip_size"),
        pl.col("premium").rank("average").over("product").alias("premium_rank"),
    )


def main():
    policies = add_area(load("data/policies.csv"))
    cols = ["premium", "rate", "age", "zip_level", "zip_size"]
    X, y = policies.select(cols).to_numpy(), policies[LABEL].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=5)
    model = xgb.XGBClassifier(n_estimators=300, max_depth=4, learning_rate=0.05)
    model.fit(X_train, y_train)
    print("AP", average_precision_score(y_test, model.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
