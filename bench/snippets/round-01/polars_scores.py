import polars as pl
from sklearn.linear_model import ElasticNet
from sklearn.metrics import root_mean_squared_error

NUMERIC = ["reading", "writing", "absences", "study_hours"]


def z(name: str) -> pl.Expr:
    return ((pl.col(name) - pl.col(name).mean()) / pl.col(name).std()).alias(name)


def load(path: str) -> pl.DataFrame:
    return (
        pl.scan_csv(path)
        .filter(pl.col("final_grade").is_not_null())
        .with_columns(pl.col("internet").eq("yes").cast(pl.Int8))
        .with_columns([z(c) for c in NUMERIC])
        .collect()
    )


def main() -> None:
    students = load("students.csv").sample(fraction=1.0, shuffle=True, seed=3)
    n_train = int(students.height * 0.75)
    train, test = students.head(n_train), students.slice(n_train)

    cols = NUMERIC + ["internet"]
    model = ElasticNet(alpha=0.05, l1_ratio=0.3)
    model.fit(train.select(cols).to_numpy(), train["final_grade"].to_numpy())
    predicted = model.predict(test.select(cols).to_numpy())
    print("RMSE", root_mean_squared_error(test["final_grade"].to_numpy(), predicted))


if __name__ == "__main__":
    main()
