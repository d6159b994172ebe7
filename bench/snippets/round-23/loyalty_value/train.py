import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

from design import design_matrix


def load(path):
    members = pd.read_parquet(path).drop_duplicates("member_id")
    return members, members["margin_next_12m"]


def new_forest():
    return RandomForestRegressor(
        n_estimators=300, min_samples_leaf=20, max_features=0.5, n_jobs=-1, random_state=9
    )


def main():
    members, margin = load("data/members_2022.parquet")
    train, test, y_train, y_test = train_test_split(members, margin, test_size=0.2, random_state=9)

    forest = new_forest().fit(design_matrix(train), y_train)
    predicted = forest.predict(design_matrix(test))
    print("MAE", round(mean_absolute_error(y_test, predicted), 2))
    joblib.dump(forest, "value_forest.joblib")


if __name__ == "__main__":
    main()
