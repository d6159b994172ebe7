"""Triage of AML alerts: which ones go to an investigator."""
import click
import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, precision_score, recall_score
from sklearn.model_selection import train_test_split


def read_alerts(path):
    alerts = pd.read_parquet(path)
    return alerts.drop(columns=["alert_id", "escalated"]), alerts["escalated"]


@click.command()
@click.argument("path", type=click.Path(exists=True))
@click.option("--cutoff", default=0.5)
def main(path, cutoff):
    X, y = read_alerts(path)
    click.echo(f"escalation rate {y.mean():.4f}")

    X, y = RandomUnderSampler(sampling_strategy=1.0, random_state=0).fit_resample(X, y)

    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
    gbm = HistGradientBoostingClassifier(random_state=0).fit(X_train, y_train)
    proba = gbm.predict_proba(X_test)[:, 1]
    click.echo(f"precision {precision_score(y_test, proba >= cutoff):.3f}")
    click.echo(f"recall    {recall_score(y_test, proba >= cutoff):.3f}")
    click.echo(f"expected workload precision (AP) {average_precision_score(y_test, proba):.3f}")


if __name__ == "__main__":
    main()
