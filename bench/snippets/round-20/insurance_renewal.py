import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


class OfferTable:
    numeric = ["premium", "vehicle_age", "open_claims", "satisfaction", "contacts_total"]
    nominal = ["segment", "channel"]

    def __init__(self, folder):
        self.offers = pd.read_csv(f"{folder}/renewal_offers.csv", parse_dates=["offer_date"])
        self.crm = pd.read_csv(f"{folder}/crm_status_log.csv", parse_dates=["updated_at"])

    def status(self):
        log = self.crm.sort_values("updated_at")
        return log.drop_duplicates("customer_id", keep="last").drop(columns="updated_at")

    def build(self):
        return self.offers.merge(self.status(), on="customer_id", how="left").fillna(
            {"open_claims": 0, "satisfaction": 5, "contacts_total": 0, "segment": "none"}
        )


def main():
    src = OfferTable("data")
    table = src.build().sort_values("offer_date")
    cut = pd.Timestamp("2023-07-01")
    old, new = table[table["offer_date"] < cut], table[table["offer_date"] >= cut]
    cols = src.numeric + src.nominal
    pre = make_column_transformer(
        (StandardScaler(), src.numeric), (OneHotEncoder(handle_unknown="ignore"), src.nominal)
    )
    model = make_pipeline(pre, LogisticRegression(max_iter=1000))
    model.fit(old[cols], old["renewed"])
    print("AUC", roc_auc_score(new["renewed"], model.predict_proba(new[cols])[:, 1]))


if __name__ == "__main__":
    main()
