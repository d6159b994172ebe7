import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import brier_score_loss, roc_auc_score

COLUMNS = ["income", "tenure_years", "n_children", "education_years", "home_owner"]


def draw(frame, share, seed):
    return frame.sample(frac=share, random_state=seed)


def design(frame):
    return sm.add_constant(frame[COLUMNS].astype(float), has_constant="add")


applicants = pd.read_csv("data/applicants.csv").dropna(subset=COLUMNS)

development = draw(applicants, 0.8, seed=101)
assessment = draw(applicants, 0.2, seed=202)

logit = sm.Logit(development["accepted"], design(development)).fit(disp=False)
print(logit.summary2().tables[1].round(3))

prob = logit.predict(design(assessment))
print("AUC  ", round(roc_auc_score(assessment["accepted"], prob), 3))
print("Brier", round(brier_score_loss(assessment["accepted"], prob), 4))
