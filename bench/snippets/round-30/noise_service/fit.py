"""Fit the annoyance model; one household questionnaire per row."""
import joblib
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.metrics import cohen_kappa_score, mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

COLUMNS = ["lden_db", "lnight_db", "events_70db", "window_class", "age", "years_at_address"]


class Preparation:
    def __init__(self):
        self.imputer = SimpleImputer(strategy="median")
        self.scaler = StandardScaler()

    def learn(self, frame):
        self.scaler.fit(self.imputer.fit_transform(frame[COLUMNS]))
        return self

    def apply(self, frame):
        return self.scaler.transform(self.imputer.transform(frame[COLUMNS]))


def main():
    survey = pd.read_csv("survey.csv").drop_duplicates("household")
    survey = survey.dropna(subset=["annoyance"])
    train, test = train_test_split(survey, test_size=0.2, random_state=16)
    prep = Preparation().learn(train)
    model = SVR(C=2.0).fit(prep.apply(train), train["annoyance"])
    pred = model.predict(prep.apply(test))
    print("MAE", mean_absolute_error(test["annoyance"], pred))
    print("kappa (high annoyance)", cohen_kappa_score(test["annoyance"] >= 8, pred >= 8))
    joblib.dump((prep, model), "annoyance.joblib")


if __name__ == "__main__":
    from fit import main as run

    run()
