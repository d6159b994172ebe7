import logging
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.preprocessing import StandardScaler

from fit_model import NUM

log = logging.getLogger("cement")


class BatchScorer:
    def __init__(self, artefact="cement.joblib"):
        bundle = joblib.load(artefact)
        self.model = bundle["model"]
        self.columns = bundle["columns"]

    def features(self, batch: pd.DataFrame) -> pd.DataFrame:
        z = StandardScaler().fit_transform(batch[NUM])
        z = pd.DataFrame(z, columns=NUM, index=batch.index)
        mills = pd.get_dummies(batch["mill"], prefix="mill", dtype=float)
        return z.join(mills).reindex(columns=self.columns, fill_value=0.0)

    def __call__(self, batch: pd.DataFrame) -> pd.DataFrame:
        return batch.assign(mpa_28d_hat=self.model.predict(self.features(batch)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    scorer = BatchScorer()
    for name in sys.argv[1:]:
        out = scorer(pd.read_csv(name))
        out.to_csv(Path(name).with_suffix(".scored.csv"), index=False)
        log.info("%s: %d rows", name, len(out))
