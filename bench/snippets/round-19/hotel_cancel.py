import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["lead_days", "adults", "nights", "rate"]
WORDS = ["market", "meal", "deposit_type"]


def build():
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        ("words", OneHotEncoder(handle_unknown="ignore"), WORDS),
    ])
    return Pipeline([("columns", columns), ("logit", LogisticRegression(max_iter=2000))])


def main():
    bookings = pd.read_csv("bookings.csv", parse_dates=["booked_at", "arrival"])
    bookings = bookings.drop_duplicates("booking_id").sort_values("booked_at")
    cut = pd.Timestamp("2017-03-01")
    train = bookings[bookings["arrival"] < cut]
    test = bookings[bookings["booked_at"] >= cut]
    search = GridSearchCV(build(), {"logit__C": [0.01, 0.1, 1, 10]}, scoring="roc_auc", cv=TimeSeriesSplit(5))
    search.fit(train[NUMBERS + WORDS], train["cancelled"])
    probability = search.predict_proba(test[NUMBERS + WORDS])[:, 1]
    print(search.best_params_, roc_auc_score(test["cancelled"], probability))


if __name__ == "__main__":
    main()
