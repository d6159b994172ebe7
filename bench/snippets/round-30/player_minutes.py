"""Basketball: points in the next game from earlier games (duckdb window features)."""
import duckdb
import lightgbm as lgb
from sklearn.metrics import mean_absolute_error

QUERY = """
SELECT
    game_date,
    player_id,
    points,
    rest_days,
    is_home::INT AS is_home,
    AVG(points)  OVER recent AS avg_points_5,
    AVG(minutes) OVER recent AS avg_minutes_5,
    MAX(points)  OVER career AS best_so_far,
    COUNT(*)     OVER career AS games_so_far
FROM box_scores
WINDOW
    recent AS (PARTITION BY player_id ORDER BY game_date ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING),
    career AS (PARTITION BY player_id ORDER BY game_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
QUALIFY games_so_far >= 5
ORDER BY game_date
"""
COLUMNS = ["rest_days", "is_home", "avg_points_5", "avg_minutes_5", "best_so_far", "games_so_far"]
SEASONS = {"fit": ("2018-10-01", "2022-07-01"), "tune": ("2022-10-01", "2023-07-01"), "final": ("2023-10-01", "2024-07-01")}


def seasons(db):
    with duckdb.connect(db, read_only=True) as con:
        games = con.sql(QUERY).df()
    return {k: games[(games["game_date"] >= a) & (games["game_date"] < b)] for k, (a, b) in SEASONS.items()}


def main():
    part = seasons("nba.duckdb")
    best = None
    for leaves in (15, 31, 63):
        model = lgb.LGBMRegressor(n_estimators=2000, learning_rate=0.03, num_leaves=leaves, verbose=-1)
        model.fit(
            part["fit"][COLUMNS], part["fit"]["points"],
            eval_set=[(part["tune"][COLUMNS], part["tune"]["points"])],
            callbacks=[lgb.early_stopping(50, verbose=False)],
        )
        error = mean_absolute_error(part["tune"]["points"], model.predict(part["tune"][COLUMNS]))
        if best is None or error < best[0]:
            best = (error, leaves, model)
    error, leaves, model = best
    final = part["final"]
    print(f"leaves {leaves}, tune MAE {error:.2f}")
    print(f"final season MAE {mean_absolute_error(final['points'], model.predict(final[COLUMNS])):.2f}")


if __name__ == "__main__":
    main()
