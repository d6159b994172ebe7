import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, train_test_split

CATEGORIES = ["country", "agent", "room_type"]
NUMERIC = ["lead_days", "nights", "adults", "children", "rate"]


class CancellationRates:
    """Smoothed category rates."""

    def __init__(self, weight: float = 30.0, folds: int = 5):
        self.weight, self.folds = weight, folds

    def _table(self, keys: pd.Series, y: pd.Series, prior: float) -> pd.Series:
        grouped = y.groupby(keys).agg(["sum", "count"])
        return (grouped["sum"] + self.weight * prior) / (grouped["count"] + self.weight)

    def fit_transform(self, X: pd.DataFrame, y: pd.Series) -> pd.DataFrame:
        self.prior_ = y.mean()
        self.tables_ = {c: self._table(X[c], y, self.prior_) for c in CATEGORIES}
        rates = pd.DataFrame(index=X.index, columns=CATEGORIES, dtype=float)
        for rest, part in KFold(self.folds, shuffle=True, random_state=0).split(X):
            prior = y.iloc[rest].mean()
            for j, c in enumerate(CATEGORIES):
                table = self._table(X[c].iloc[rest], y.iloc[rest], prior)
                rates.iloc[part, j] = X[c].iloc[part].map(table).fillna(prior).to_numpy()
        return rates

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({c: X[c].map(self.tables_[c]).fillna(self.prior_) for c in CATEGORIES})


def main() -> None:
    bookings = pd.read_csv("bookings.csv").drop_duplicates("booking_ref")
    bookings[CATEGORIES] = bookings[CATEGORIES].fillna("none").astype(str)
    learn, check = train_test_split(bookings, test_size=0.2, stratify=bookings["cancelled"], random_state=0)
    rates = CancellationRates()
    X_learn = rates.fit_transform(learn[CATEGORIES], learn["cancelled"]).join(learn[NUMERIC])
    X_check = rates.transform(check[CATEGORIES]).join(check[NUMERIC])
    model = HistGradientBoostingClassifier(max_iter=200, random_state=0).fit(X_learn, learn["cancelled"])
    print("AUC", roc_auc_score(check["cancelled"], model.predict_proba(X_check)[:, 1]))


if __name__ == "__main__":
    main()
