import sys

import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

from shaping import add_ratios, to_normal

LAB = ["organic_c", "clay_pct", "sand_pct", "silt_pct", "cec", "ph_water", "bulk_density"]


def load(path):
    cores = pd.read_parquet(path)
    cores = cores.dropna(subset=LAB + ["total_n"])
    return add_ratios(cores)


def run(path):
    cores = load(path)
    columns = LAB + ["c_to_clay", "sand_silt"]
    x = cores[columns].apply(to_normal)
    y = cores["total_n"]
    x_fit, x_new, y_fit, y_new = train_test_split(x, y, test_size=0.2, random_state=11)
    model = SVR(C=10.0, epsilon=0.02)
    model.fit(x_fit, y_fit)
    print("R2 on new cores:", round(r2_score(y_new, model.predict(x_new)), 3))


if __name__ == "__main__":
    run(sys.argv[1])
