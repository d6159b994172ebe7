import pendulum
from airflow.decorators import dag, task


@dag(schedule="@weekly", start_date=pendulum.datetime(2024, 1, 1, tz="UTC"), catchup=False)
def listings_model():
    @task
    def build() -> str:
        from jobs.build_features import build_features

        return build_features("data/raw/listings.csv", "data/features.parquet")

    @task
    def fit(path: str) -> float:
        from jobs.fit_model import fit_model

        return fit_model(path)

    fit(build())


listings_model()
