"""Churn score for the retention campaign (one row per subscriber)."""
import pandas as pd
import yaml
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from sampling import even_out


def model_for(config):
    columns = ColumnTransformer(
        [
            ("num", StandardScaler(), config["numeric"]),
            ("cat", OneHotEncoder(handle_unknown="ignore"), config["categorical"]),
        ]
    )
    forest = RandomForestClassifier(n_estimators=500, n_jobs=-1, random_state=config["seed"])
    return Pipeline([("columns", columns), ("forest", forest)])


def main():
    with open("config.yaml") as handle:
        config = yaml.safe_load(handle)
    subscribers = pd.read_parquet(config["table"])
    subscribers = even_out(subscribers, config["label"], config["seed"])

    features = config["numeric"] + config["categorical"]
    X_train, X_test, y_train, y_test = train_test_split(
        subscribers[features],
        subscribers[config["label"]],
        test_size=config["test_share"],
        random_state=config["seed"],
    )
    model = model_for(config).fit(X_train, y_train)
    print(classification_report(y_test, model.predict(X_test)))
    print("AUC", roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))


if __name__ == "__main__":
    main()
