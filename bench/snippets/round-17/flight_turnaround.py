import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

FEATURES = ["planned_min", "seats", "wind_kt", "visibility_m", "temp_c", "bags_planned"]
TUNE_FROM = pd.Timestamp("2023-09-01")
TEST_FROM = pd.Timestamp("2023-11-01")


def attach_weather(turns: pd.DataFrame, weather: pd.DataFrame) -> pd.DataFrame:
    return pd.merge_asof(
        turns.sort_values("on_block_at"),
        weather.sort_values("published_at"),
        left_on="on_block_at",
        right_on="published_at",
        by="airport",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(hours=2),
    )


def main() -> None:
    turns = pd.read_csv("turnarounds.csv", parse_dates=["on_block_at", "off_block_at"])
    weather = pd.read_csv("metar.csv", parse_dates=["published_at"])
    table = attach_weather(turns, weather)
    table["minutes"] = (table["off_block_at"] - table["on_block_at"]).dt.total_seconds() / 60

    when = table["on_block_at"]
    learn = table[table["off_block_at"] < TUNE_FROM]
    tune = table[(when >= TUNE_FROM) & (table["off_block_at"] < TEST_FROM)]
    check = table[when >= TEST_FROM]

    model = xgb.XGBRegressor(
        n_estimators=2000, learning_rate=0.03, max_depth=6, early_stopping_rounds=50, eval_metric="mae"
    )
    model.fit(learn[FEATURES], learn["minutes"], eval_set=[(tune[FEATURES], tune["minutes"])], verbose=False)
    print("trees", model.best_iteration + 1)
    print("MAE min", mean_absolute_error(check["minutes"], model.predict(check[FEATURES])))


if __name__ == "__main__":
    main()
