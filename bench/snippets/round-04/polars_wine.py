import polars as pl
import polars.selectors as cs
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

LABEL = "quality"


def prepare(path: str) -> pl.DataFrame:
    inputs = cs.float() - cs.by_name(LABEL, require_all=False)
    return (
        pl.scan_csv(path, separator=";")
        .with_columns(inputs.fill_null(strategy="mean"))
        .with_columns((inputs - inputs.mean()) / inputs.std())
        .with_columns(pl.col(LABEL).cast(pl.Int8))
        .collect()
    )


def main() -> None:
    wine = prepare("data/wine.csv")
    X = wine.drop(LABEL).to_numpy()
    y = wine[LABEL].to_numpy()
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=0, stratify=y)
    knn = KNeighborsClassifier(25, weights="distance").fit(X_tr, y_tr)
    print("kappa", cohen_kappa_score(y_te, knn.predict(X_te), weights="quadratic"))


if __name__ == "__main__":
    main()
