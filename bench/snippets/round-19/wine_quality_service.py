import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

CHEMISTRY = ["acidity", "sugar", "chlorides", "sulphates", "alcohol"]
ORIGIN = ["region", "grape"]


def prepare(rows):
    codes = OrdinalEncoder().fit_transform(rows[ORIGIN])
    chemistry = StandardScaler().fit_transform(rows[CHEMISTRY])
    out = pd.DataFrame(chemistry, columns=CHEMISTRY, index=rows.index)
    out[ORIGIN] = codes
    return out


class QualityModel:
    def __init__(self):
        self.clf = LogisticRegression(max_iter=3000)

    def fit(self, rows):
        self.clf.fit(prepare(rows), rows["grade"])
        return self

    def predict(self, rows):
        return self.clf.predict(prepare(rows))


def main():
    wines = pd.read_csv("wines.csv").drop_duplicates()
    train_rows, test_rows = train_test_split(wines, test_size=0.2, random_state=40)
    model = QualityModel().fit(train_rows)
    print("accuracy", accuracy_score(test_rows["grade"], model.predict(test_rows)))


if __name__ == "__main__":
    main()
