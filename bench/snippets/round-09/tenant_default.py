"""Arrears model for social housing tenants."""
import argparse
import logging
from dataclasses import dataclass, field
from typing import List

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

log = logging.getLogger("arrears")


@dataclass
class ArrearsJob:
    source: str
    numeric: List[str] = field(default_factory=lambda: ["rent_pcm", "income_band", "household_size"])
    coded: List[str] = field(default_factory=lambda: ["tenure", "payment_method"])
    outcome: str = "in_arrears_12m"

    def read(self):
        self.frame = pd.read_parquet(self.source)
        log.info("read %d tenancies", len(self.frame))
        return self

    def divide(self):
        self.fit_rows, self.eval_rows = train_test_split(
            self.frame, test_size=0.25, stratify=self.frame[self.outcome], random_state=11
        )
        return self

    def complete(self):
        gaps = {c: self.frame[c].median() for c in self.numeric}
        gaps.update({c: self.frame[c].mode().iat[0] for c in self.coded})
        self.fit_rows = self.fit_rows.fillna(gaps)
        self.eval_rows = self.eval_rows.fillna(gaps)
        return self

    def matrix(self, rows):
        wide = pd.get_dummies(rows[self.numeric + self.coded], columns=self.coded)
        return wide

    def run(self):
        X = self.matrix(self.fit_rows)
        model = RandomForestClassifier(n_estimators=400, min_samples_leaf=20, n_jobs=-1, random_state=11)
        model.fit(X, self.fit_rows[self.outcome])
        Xe = self.matrix(self.eval_rows).reindex(columns=X.columns, fill_value=0)
        auc = roc_auc_score(self.eval_rows[self.outcome], model.predict_proba(Xe)[:, 1])
        log.info("held-out AUC %.4f", auc)
        return auc


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    ap = argparse.ArgumentParser()
    ap.add_argument("source")
    ArrearsJob(ap.parse_args().source).read().divide().complete().run()
