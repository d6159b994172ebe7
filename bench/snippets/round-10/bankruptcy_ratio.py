import logging

import pandas as pd
from imblearn.over_sampling import ADASYN
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import QuantileTransformer

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("ratios")


class Prep:
    def __init__(self):
        self.imp = SimpleImputer(strategy="median")
        self.qt = QuantileTransformer(output_distribution="normal", random_state=0)

    def learn(self, X):
        return self.qt.fit_transform(self.imp.fit_transform(X))

    def apply(self, X):
        return self.qt.transform(self.imp.transform(X))


def run(path, seed=0):
    firms = pd.read_csv(path)
    y = firms.pop("bankrupt")
    F_tr, F_te, y_tr, y_te = train_test_split(firms, y, test_size=0.3, stratify=y, random_state=seed)
    prep = Prep()
    A, B = prep.learn(F_tr), prep.apply(F_te)

    A_up, y_up = ADASYN(sampling_strategy=0.3, random_state=seed).fit_resample(A, y_tr)
    log.info("train %s -> %s, test prevalence %.4f", A.shape, A_up.shape, y_te.mean())

    net = MLPClassifier((64, 32), alpha=1e-3, max_iter=200, random_state=seed).fit(A_up, y_up)
    p = net.predict_proba(B)[:, 1]
    for name, fn in {"auc": roc_auc_score, "ap": average_precision_score, "brier": brier_score_loss}.items():
        log.info("%-6s %.4f", name, fn(y_te, p))


run("polish_companies.csv")
