import joblib
from sklearn.ensemble import ExtraTreesClassifier

from common import COLUMNS, divide, load_lesions

if __name__ == "__main__":
    learn, _ = divide(load_lesions())
    model = ExtraTreesClassifier(n_estimators=400, class_weight="balanced", n_jobs=-1)
    model.fit(learn[COLUMNS], learn["malignant"])
    joblib.dump(model, "lesion_model.joblib")
