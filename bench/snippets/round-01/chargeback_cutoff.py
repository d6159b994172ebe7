import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def three_way(df, label, seed=0):
    rest, test = train_test_split(df, test_size=0.2, stratify=df[label], random_state=seed)
    train, valid = train_test_split(rest, test_size=0.25, stratify=rest[label], random_state=seed)
    return train, valid, test


def split_xy(df, label):
    return df.drop(columns=label), df[label]


def tune_cutoff(model, frame, label):
    X, y = split_xy(frame, label)
    proba = model.predict_proba(X)[:, 1]
    grid = np.linspace(0.05, 0.95, 91)
    return grid[np.argmax([f1_score(y, proba >= t) for t in grid])]


def main(label="chargeback"):
    orders = pd.read_csv("orders_flat.csv")
    train, valid, test = three_way(orders, label)
    model = RandomForestClassifier(n_estimators=300, class_weight="balanced_subsample", random_state=0)
    model.fit(*split_xy(train, label))

    cutoff = tune_cutoff(model, valid, label)
    X_test, y_test = split_xy(test, label)
    hit = model.predict_proba(X_test)[:, 1] >= cutoff
    print(f"cutoff={cutoff:.2f} f1={f1_score(y_test, hit):.3f}")


if __name__ == "__main__":
    main()
