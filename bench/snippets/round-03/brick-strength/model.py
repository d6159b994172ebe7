import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

from scaling import Scale

INPUTS = ["clay_pct", "firing_c", "moisture", "density"]


def main():
    bricks = pd.read_csv("bricks.csv").dropna()
    rows, held = train_test_split(bricks.index, test_size=0.2, random_state=7)

    scale = Scale.of(bricks.loc[rows, INPUTS])
    bricks = bricks.pipe(scale)

    svr = SVR(C=50, epsilon=0.05).fit(bricks.loc[rows, INPUTS], bricks.loc[rows, "mpa"])
    rmse = mean_squared_error(bricks.loc[held, "mpa"], svr.predict(bricks.loc[held, INPUTS])) ** 0.5
    print(f"{rmse:.2f} MPa")


if __name__ == "__main__":
    main()
