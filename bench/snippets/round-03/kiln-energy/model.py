import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

import features as F

INPUTS = ["charge_t", "moisture", "gas_pressure", "soak_h", "ambient"]


def main():
    firings = (
        pd.read_csv("firings.csv")
        .dropna()
        .pipe(F.log_columns, ["charge_t", "soak_h"])
        .pipe(F.standardise, INPUTS)
    )
    train, test = train_test_split(firings, test_size=0.2, random_state=7)
    svr = SVR(C=50, epsilon=0.05).fit(train[INPUTS], train["gas_m3"])
    rmse = mean_squared_error(test["gas_m3"], svr.predict(test[INPUTS])) ** 0.5
    print(f"{rmse:.2f} m3")


if __name__ == "__main__":
    main()
