import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import matthews_corrcoef
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer
import numpy as np

AGE_EDGES = [0, 18, 30, 45, 60, 75, 120]
BMI_EDGES = [0, 18.5, 25, 30, 35, 100]
SCORES = ["q1", "q2", "q3", "q4", "q5"]


def derive(survey):
    out = pd.DataFrame(index=survey.index)
    out["age_band"] = pd.cut(survey["age"], bins=AGE_EDGES, labels=False)
    out["bmi_band"] = pd.cut(survey["weight"] / survey["height"] ** 2, bins=BMI_EDGES, labels=False)
    out["q_mean"] = survey[SCORES].mean(axis=1)
    out["q_range"] = survey[SCORES].max(axis=1) - survey[SCORES].min(axis=1)
    shares = Normalizer(norm="l1").fit_transform(survey[["walk_min", "sit_min", "run_min"]].fillna(0))
    out[["walk", "sit", "run"]] = shares
    out["log_income"] = FunctionTransformer(np.log1p).fit_transform(survey["income"].clip(lower=0))
    return out.fillna(-1)


survey = pd.read_csv("data/health_survey.csv")
X = derive(survey)
y = survey["hypertension"]
X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.3, stratify=y, random_state=77)
trees = ExtraTreesClassifier(300, min_samples_leaf=5, random_state=77).fit(X_a, y_a)
print("MCC", round(matthews_corrcoef(y_b, trees.predict(X_b)), 3))
