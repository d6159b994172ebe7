import joblib
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

from readings import make_transformer, read


def main():
    frame = read("lab_fields.csv")
    learn, held = train_test_split(frame, test_size=0.25, random_state=9)
    prep = make_transformer()
    forest = RandomForestRegressor(n_estimators=400, min_samples_leaf=3, random_state=9)
    forest.fit(prep.fit_transform(learn), learn["ph"])
    error = mean_absolute_error(held["ph"], forest.predict(prep.transform(held)))
    print(f"MAE {error:.3f} pH")
    joblib.dump(forest, "ph_forest.joblib")


if __name__ == "__main__":
    main()
