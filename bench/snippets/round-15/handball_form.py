"""Home win in handball league matches from the form of both teams."""
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LAST_SEASON = 2024


def long_form(matches):
    sides = []
    for side, other in (("home", "away"), ("away", "home")):
        sides.append(pd.DataFrame({
            "match_id": matches["match_id"], "date": matches["date"], "side": side,
            "team": matches[f"{side}_team"],
            "margin": matches[f"{side}_goals"] - matches[f"{other}_goals"],
        }))
    return pd.concat(sides, ignore_index=True).sort_values(["team", "date"])


def form(matches):
    rows = long_form(matches)
    margin = rows.groupby("team")["margin"]
    rows["form_5"] = margin.transform(lambda m: m.shift(1).rolling(5, min_periods=2).mean())
    rows["strength"] = margin.transform(lambda m: m.shift(1).expanding(min_periods=5).mean())
    rows["rest"] = rows.groupby("team")["date"].diff().dt.days.clip(upper=21)
    wide = rows.pivot(index="match_id", columns="side", values=["form_5", "strength", "rest"])
    wide.columns = [f"{side}_{name}" for name, side in wide.columns]
    return wide.reset_index()


def main():
    matches = pd.read_csv("matches.csv", parse_dates=["date"])
    table = matches.merge(form(matches), on="match_id").sort_values("date")
    inputs = [f"{s}_{n}" for s in ("home", "away") for n in ("form_5", "strength", "rest")]
    table = table.dropna(subset=inputs)
    table["home_win"] = (table["home_goals"] > table["away_goals"]).astype(int)

    earlier = table[table["season"] < LAST_SEASON]
    last = table[table["season"] == LAST_SEASON]
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        {"logisticregression__C": [0.01, 0.1, 1.0, 10.0]},
        cv=TimeSeriesSplit(n_splits=6), scoring="neg_log_loss",
    )
    search.fit(earlier[inputs], earlier["home_win"])
    proba = search.predict_proba(last[inputs])
    print(search.best_params_)
    print(f"log loss {log_loss(last['home_win'], proba):.4f}")
    print(f"accuracy {accuracy_score(last['home_win'], proba[:, 1] > 0.5):.3f}")


if __name__ == "__main__":
    main()
