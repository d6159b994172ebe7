import polars as pl
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GroupKFold, cross_val_score

FEATS = ["rest_voltage", "chamber_temp", "fade_5", "cap_prev"]


def features(cycles):
    cycles = cycles.sort(["cell", "cycle"])
    return cycles.with_columns(
        cap_prev=pl.col("capacity").shift(1).over("cell"),
        fade_5=(pl.col("capacity").shift(1) - pl.col("capacity").shift(6)).over("cell"),
    ).drop_nulls()


def by_cell(table, cells):
    part = table.filter(pl.col("cell").is_in(cells))
    return part.select(FEATS).to_numpy(), part["capacity"].to_numpy(), part["cell"].to_numpy()


def forest(depth):
    return RandomForestRegressor(300, max_depth=depth, random_state=9, n_jobs=-1)


def main():
    table = features(pl.read_csv("cycles.csv"))
    cells = table["cell"].unique().sort().shuffle(seed=9).to_list()
    n = int(0.75 * len(cells))
    X, y, g = by_cell(table, cells[:n])
    X_out, y_out, _ = by_cell(table, cells[n:])
    cv = {
        d: cross_val_score(forest(d), X, y, groups=g, cv=GroupKFold(5), scoring="neg_mean_absolute_error").mean()
        for d in (6, 10, 16)
    }
    depth = max(cv, key=cv.get)
    model = forest(depth).fit(X, y)
    print("depth", depth, "MAE on new cells", mean_absolute_error(y_out, model.predict(X_out)))


if __name__ == "__main__":
    main()
