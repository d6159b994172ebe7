import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["lead_time", "nights", "adults", "adr"]
CAT = ["market", "room", "deposit"]


def build():
    pre = ColumnTransformer([
        ("num", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUM),
        ("cat", OneHotEncoder(handle_unknown="ignore"), CAT),
    ])
    return Pipeline([("pre", pre), ("balance", SMOTE(random_state=0)), ("clf", LogisticRegression(max_iter=2000))])


def main():
    bookings = pd.read_csv("bookings_quoted_at_reservation.csv").drop_duplicates()
    print(bookings[NUM].describe())
    print(bookings.groupby("market")["cancelled"].mean())
    X, y = bookings[NUM + CAT], bookings["cancelled"]
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    search = GridSearchCV(build(), {"clf__C": [0.01, 0.1, 1, 10]}, scoring="average_precision", cv=5)
    search.fit(X_tr, y_tr)
    print("chosen", search.best_params_)
    print("AP", average_precision_score(y_te, search.predict_proba(X_te)[:, 1]))


if __name__ == "__main__":
    main()
