import pandas as pd
from sklearn.calibration import CalibratedClassifierCV, CalibrationDisplay
from sklearn.compose import ColumnTransformer
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import LinearSVC


def estimator(numeric, nominal):
    pre = ColumnTransformer(
        [("n", StandardScaler(), numeric), ("c", OneHotEncoder(handle_unknown="ignore"), nominal)]
    )
    margin = Pipeline([("pre", pre), ("svc", LinearSVC(C=0.2))])
    return CalibratedClassifierCV(margin, method="sigmoid", cv=5)


def main():
    quotes = pd.read_csv("data/insurance_quotes.csv")
    y = quotes.pop("accepted").astype(int)
    numeric = quotes.select_dtypes("number").columns.tolist()
    nominal = quotes.columns.difference(numeric).tolist()

    X_train, X_test, y_train, y_test = train_test_split(quotes, y, test_size=0.3, stratify=y, random_state=9)
    model = estimator(numeric, nominal).fit(X_train, y_train)
    prob = model.predict_proba(X_test)[:, 1]
    print("Brier", brier_score_loss(y_test, prob))
    CalibrationDisplay.from_predictions(y_test, prob, n_bins=10).figure_.savefig("calibration.png")


if __name__ == "__main__":
    main()
