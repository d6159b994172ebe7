import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["fat", "protein", "lactose", "urea", "conductivity", "ph", "temperature"]
CODES = ["breed", "milking_system"]


def save(transformer, frame, target):
    matrix = pd.DataFrame(transformer.transform(frame), columns=transformer.get_feature_names_out())
    kept = frame[["farm_id", "spoiled"]].reset_index(drop=True)
    matrix.join(kept).to_parquet(target)


def main():
    train, test = pd.read_parquet("work/train.parquet"), pd.read_parquet("work/test.parquet")
    transformer = ColumnTransformer([
        ("num", make_pipeline(SimpleImputer(), StandardScaler()), NUMERIC),
        ("cat", OneHotEncoder(categories="auto", handle_unknown="ignore", sparse_output=False), CODES),
    ])
    transformer.fit(train)
    save(transformer, train, "work/train_x.parquet")
    save(transformer, test, "work/test_x.parquet")
    joblib.dump(transformer, "work/describe.joblib")


if __name__ == "__main__":
    main()
