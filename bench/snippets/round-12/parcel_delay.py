"""Will a parcel miss its promised slot? Model for the dispatch desk."""
import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

PARCELS = """
WITH base AS (
    SELECT p.parcel_id,
           p.depot,
           p.carrier,
           p.weight_kg,
           p.volume_l,
           r.distance_km,
           r.stops,
           CAST(p.delivered_min > p.promised_min AS INTEGER) AS late
    FROM parcels AS p
    JOIN routes AS r ON r.parcel_id = p.parcel_id
    WHERE p.delivered_min IS NOT NULL
)
SELECT parcel_id,
       weight_kg,
       volume_l,
       weight_kg / NULLIF(volume_l, 0)            AS density,
       distance_km,
       stops,
       AVG(late) OVER (PARTITION BY depot, carrier) AS lane_risk,
       late
FROM base
"""


class DispatchModel:
    columns = ["weight_kg", "volume_l", "density", "distance_km", "stops", "lane_risk"]

    def __init__(self, database, seed=31):
        self.database = database
        self.seed = seed
        self.booster = None

    def load(self):
        with duckdb.connect(self.database, read_only=True) as link:
            self.parcels = link.execute(PARCELS).df()
        return self

    def split(self):
        self.seen, self.unseen = train_test_split(
            self.parcels, test_size=0.2, stratify=self.parcels["late"], random_state=self.seed
        )
        return self

    def fit(self):
        self.booster = lgb.LGBMClassifier(n_estimators=400, learning_rate=0.05, num_leaves=31)
        self.booster.fit(self.seen[self.columns], self.seen["late"])
        return self

    def report(self):
        risk = self.booster.predict_proba(self.unseen[self.columns])[:, 1]
        return {
            "auc": roc_auc_score(self.unseen["late"], risk),
            "ap": average_precision_score(self.unseen["late"], risk),
        }


if __name__ == "__main__":
    print(DispatchModel("dispatch.duckdb").load().split().fit().report())
