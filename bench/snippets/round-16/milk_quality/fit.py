import joblib
import pandas as pd
import yaml
from sklearn.svm import SVC
from sklearn.model_selection import GridSearchCV, GroupKFold

with open("params.yaml") as handle:
    params = yaml.safe_load(handle)["fit"]

train = pd.read_parquet("work/train_x.parquet")
farms, y = train.pop("farm_id"), train.pop("spoiled")
search = GridSearchCV(
    SVC(class_weight="balanced"), {"C": params["C"]}, cv=GroupKFold(params["folds"]), scoring="average_precision"
)
search.fit(train, y, groups=farms)
joblib.dump(search.best_estimator_, "work/model.joblib")
