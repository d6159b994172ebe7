"""Boardings per tram stop and hour, forecast one day ahead."""
import lightgbm as lgb
import numpy as np
import polars as pl

FEATURES = ["lag_24", "lag_48", "lag_168", "week_mean", "week_max", "hour", "weekday", "term_time"]


def read_boardings(path):
    return pl.read_parquet(path).sort(["stop_id", "hour_start"])


def with_features(boardings):
    day_ago = pl.col("boardings").shift(24)
    return boardings.with_columns(
        *[pl.col("boardings").shift(h).over("stop_id").alias(f"lag_{h}") for h in (24, 48, 168)],
        day_ago.rolling_mean(window_size=168).over("stop_id").alias("week_mean"),
        day_ago.rolling_max(window_size=168).over("stop_id").alias("week_max"),
        pl.col("hour_start").dt.hour().alias("hour"),
        pl.col("hour_start").dt.weekday().alias("weekday"),
        pl.col("school_term").cast(pl.Int8).alias("term_time"),
    ).drop_nulls(["lag_168", "week_mean"])


def periods(table):
    hour = pl.col("hour_start")
    spring, summer = pl.datetime(2023, 3, 1), pl.datetime(2023, 6, 1)
    return (
        table.filter(hour < spring),
        table.filter((hour >= spring) & (hour < summer)),
        table.filter(hour >= summer),
    )


def arrays(part):
    return part.select(FEATURES).to_numpy().astype(float), part["boardings"].to_numpy()


class DemandModel:
    params = {"objective": "poisson", "learning_rate": 0.05, "num_leaves": 63, "verbose": -1, "seed": 33}

    def fit(self, X, y, X_watch, y_watch):
        data = lgb.Dataset(X, label=y, feature_name=FEATURES)
        watch = lgb.Dataset(X_watch, label=y_watch, reference=data)
        self.booster_ = lgb.train(
            self.params, data, num_boost_round=4000, valid_sets=[watch],
            callbacks=[lgb.early_stopping(80), lgb.log_evaluation(200)],
        )
        return self

    def predict(self, X):
        return self.booster_.predict(X, num_iteration=self.booster_.best_iteration)


def main():
    table = with_features(read_boardings("data/boardings.parquet"))
    winter, spring, summer = periods(table)
    model = DemandModel().fit(*arrays(winter), *arrays(spring))
    X, y = arrays(summer)
    print("MAE model    ", round(float(np.abs(model.predict(X) - y).mean()), 3))
    print("MAE last week", round(float(np.abs(summer["lag_168"].to_numpy() - y).mean()), 3))


if __name__ == "__main__":
    main()
