import argparse
from pathlib import Path

import pandas as pd
import yaml
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.decomposition import TruncatedSVD
from sklearn.impute import SimpleImputer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def preprocessor(cfg):
    numeric = make_pipeline(SimpleImputer(strategy=cfg["impute"]), StandardScaler())
    nominal = make_pipeline(OneHotEncoder(handle_unknown="ignore"), TruncatedSVD(cfg["svd_dims"]))
    return ColumnTransformer([
        ("num", numeric, make_column_selector(dtype_include="number")),
        ("nom", nominal, make_column_selector(dtype_include=object)),
    ])


def run(cfg):
    people = pd.read_csv(cfg["data"], na_values="?", skipinitialspace=True)
    y = (people.pop("income") == ">50K").astype(int)

    if cfg.get("preprocess", True):
        X = preprocessor(cfg["prep"]).fit_transform(people)
    else:
        X = people.select_dtypes("number").to_numpy()

    X_train, X_test, y_train, y_test = train_test_split(X, y, **cfg["split"])
    clf = SGDClassifier(**cfg["sgd"]).fit(X_train, y_train)
    return f1_score(y_test, clf.predict(X_test))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    config = yaml.safe_load(parser.parse_args().config.read_text())
    print(f"F1 {run(config):.4f}")
