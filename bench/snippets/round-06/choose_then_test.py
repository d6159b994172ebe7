import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


def candidates():
    yield "enet", make_pipeline(StandardScaler(), ElasticNet(alpha=0.01))
    for C in (1, 10, 100):
        yield f"svr-{C}", make_pipeline(StandardScaler(), SVR(C=C))
    for depth in (2, 3, 4):
        yield f"gbm-{depth}", GradientBoostingRegressor(max_depth=depth, n_estimators=300, random_state=0)
    yield "extra", ExtraTreesRegressor(400, random_state=0, n_jobs=-1)


def main():
    table = pd.read_csv("data/solubility.csv")
    y = table.pop("log_s")
    X_rest, X_test, y_rest, y_test = train_test_split(table, y, test_size=0.2, random_state=0)
    X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.25, random_state=0)

    board = []
    for name, model in candidates():
        model.fit(X_train, y_train)
        board.append((mean_absolute_error(y_val, model.predict(X_val)), name, model))
    board.sort(key=lambda row: row[0])
    for mae, name, _ in board:
        print(f"{name:8s} {mae:.3f}")

    _, name, winner = board[0]
    winner.fit(X_rest, y_rest)
    print(name, "test MAE", round(mean_absolute_error(y_test, winner.predict(X_test)), 3))
    joblib.dump(winner, "solubility.joblib")


if __name__ == "__main__":
    main()
