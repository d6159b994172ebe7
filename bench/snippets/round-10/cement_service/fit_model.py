import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

NUM = ["c3s", "c3a", "blaine", "so3", "temp_clinker"]


def main():
    lab = pd.read_csv("lab_results.csv")
    tr, te = train_test_split(lab, test_size=0.2, random_state=7)
    scaler = StandardScaler().fit(tr[NUM])

    def to_x(part):
        z = pd.DataFrame(scaler.transform(part[NUM]), columns=NUM, index=part.index)
        mills = pd.Categorical(part["mill"], categories=["M1", "M2", "M3"])
        return z.join(pd.get_dummies(mills, prefix="mill", dtype=float).set_index(part.index))

    ridge = Ridge(alpha=1.0).fit(to_x(tr), tr["mpa_28d"])
    print("MAE", mean_absolute_error(te["mpa_28d"], ridge.predict(to_x(te))))
    joblib.dump({"model": ridge, "scaler": scaler, "columns": list(to_x(tr).columns)}, "cement.joblib")


if __name__ == "__main__":
    main()
