import joblib
from sklearn.metrics import roc_auc_score

from common import COLUMNS, divide, load_lesions

if __name__ == "__main__":
    _, check = divide(load_lesions())
    model = joblib.load("lesion_model.joblib")
    risk = model.predict_proba(check[COLUMNS])[:, 1]
    print("AUC", roc_auc_score(check["malignant"], risk))
