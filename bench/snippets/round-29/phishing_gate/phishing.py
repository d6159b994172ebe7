"""Block phishing mail at the gateway."""
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, recall_score
from sklearn.pipeline import make_pipeline

from gate import Gate

BOUNDS = [pd.Timestamp(d) for d in ("2023-09-01", "2023-10-01", "2023-11-01")]


def slices(mail):
    edges = [mail["received"].min(), *BOUNDS, mail["received"].max() + pd.Timedelta(seconds=1)]
    return [
        mail[(mail["received"] >= start) & (mail["received"] < end)]
        for start, end in zip(edges[:-1], edges[1:])
    ]


def main():
    mail = pd.read_parquet("data/mail.parquet").sort_values("received")
    mail = mail.drop_duplicates("body", keep="first")
    fit, calib, tune, last = slices(mail)

    scorer = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=3, max_features=200_000),
        LogisticRegression(C=4.0, max_iter=500),
    )
    scorer.fit(fit["body"], fit["phishing"])

    def raw(part):
        return scorer.decision_function(part["body"])

    gate = Gate(wanted_precision=0.98)
    gate.calibrate(raw(calib), calib["phishing"])
    gate.set_cutoff(raw(tune), tune["phishing"])

    blocked = gate.block(raw(last))
    print(f"cut-off   {gate.cutoff_:.3f}")
    print(f"precision {precision_score(last['phishing'], blocked):.3f}")
    print(f"recall    {recall_score(last['phishing'], blocked):.3f}")


if __name__ == "__main__":
    main()
