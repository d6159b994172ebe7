"""Honey yield of hives from a spring survey; one hive per row, gaps filled by race and region."""
import polars as pl
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import ParameterGrid

MEASURES = ["brood_frames", "spring_weight_kg", "mite_fall", "colony_age"]
KEYS = ["race", "region"]


def read_survey(path):
    survey = pl.read_csv(path).unique(subset="hive_id", keep="first", maintain_order=True)
    return survey.with_columns(
        pl.col("mite_fall").clip(0, 400).log1p(),
        (pl.col("brood_frames") * pl.col("spring_weight_kg")).alias("strength"),
    ).sample(fraction=1.0, shuffle=True, seed=29)


class GapFiller:
    def learn(self, frame):
        self.local = frame.group_by(KEYS).agg(pl.col(MEASURES).median().name.suffix("_local"))
        self.overall = {m: frame[m].median() for m in MEASURES}
        return self

    def apply(self, frame):
        joined = frame.join(self.local, on=KEYS, how="left")
        filled = [
            pl.coalesce(pl.col(m), pl.col(f"{m}_local"), pl.lit(self.overall[m])).alias(m) for m in MEASURES
        ]
        joined = joined.with_columns(filled)
        return joined.with_columns((pl.col("brood_frames") * pl.col("spring_weight_kg")).alias("strength"))


def arrays(frame):
    return frame.select(*MEASURES, "strength").to_numpy(), frame["honey_kg"].to_numpy()


def main():
    survey = read_survey("survey.csv")
    n = survey.height
    train = survey.slice(0, int(0.6 * n))
    valid = survey.slice(int(0.6 * n), int(0.8 * n) - int(0.6 * n))
    test = survey.slice(int(0.8 * n))

    filler = GapFiller().learn(train)
    X_train, y_train = arrays(filler.apply(train))
    X_valid, y_valid = arrays(filler.apply(valid))

    scored = []
    for params in ParameterGrid({"min_samples_leaf": [1, 3, 10], "max_features": [0.4, 0.8]}):
        forest = RandomForestRegressor(500, random_state=29, n_jobs=-1, **params).fit(X_train, y_train)
        scored.append((mean_absolute_error(y_valid, forest.predict(X_valid)), str(params), forest))
    error, params, forest = min(scored, key=lambda item: item[:2])

    X_test, y_test = arrays(filler.apply(test))
    print(params, "valid MAE", round(error, 2))
    print("test MAE", round(mean_absolute_error(y_test, forest.predict(X_test)), 2))
    drift = {m: round(test[m].median() - filler.overall[m], 2) for m in MEASURES}
    print("shift of test medians", drift)


if __name__ == "__main__":
    main()
