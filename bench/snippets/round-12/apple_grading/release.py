"""Choose, check and publish the firmness model of the sorting line."""
import argparse
import json
from pathlib import Path

import joblib
import yaml
from sklearn.base import clone
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import r2_score, root_mean_squared_error
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from spectra import read


def study(X, y, config):
    X_dev, X_check, y_dev, y_check = train_test_split(X, y, test_size=config["share"], random_state=config["seed"])
    pipe = Pipeline([("scale", StandardScaler()), ("model", PLSRegression())])
    search = GridSearchCV(pipe, config["grid"], cv=config["folds"], scoring="neg_root_mean_squared_error")
    search.fit(X_dev, y_dev)
    guess = search.predict(X_check).ravel()
    numbers = {"rmse": root_mean_squared_error(y_check, guess), "r2": r2_score(y_check, guess), "apples": len(y_check)}
    return search.best_estimator_, numbers


def publish(recipe, X, y, path):
    # the line gets the same recipe, with every measured apple
    final = clone(recipe).fit(X, y)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(final, path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    parser.add_argument("--publish", action="store_true")
    args = parser.parse_args()
    config = yaml.safe_load(Path(args.config).read_text())

    X, y = read(config["table"], config["target"])
    recipe, numbers = study(X, y, config)
    Path("report.json").write_text(json.dumps(numbers, indent=2))
    print(numbers)
    if args.publish:
        publish(recipe, X, y, config["release"])


if __name__ == "__main__":
    main()
