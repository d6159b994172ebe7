"""Model that sorts grant applications into desk reject / panel."""
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

CODED = ["country", "field", "host_type", "career_stage"]
PLAIN = ["budget", "months", "team_size", "prior_grants", "pages"]


def main():
    calls = pd.read_csv("calls/applications.csv")
    known = calls[calls["call_year"] <= 2021]
    later = calls[calls["call_year"] == 2022]

    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    scale = StandardScaler()
    x = known[[]].copy()
    x[CODED] = codes.fit_transform(known[CODED])
    x[PLAIN] = scale.fit_transform(known[PLAIN])
    forest = RandomForestClassifier(n_estimators=500, class_weight="balanced", random_state=0)
    forest.fit(x, known["panel"])

    z = later[[]].copy()
    z[CODED] = codes.transform(later[CODED])
    z[PLAIN] = scale.transform(later[PLAIN])
    print("balanced accuracy 2022:", balanced_accuracy_score(later["panel"], forest.predict(z)))
    joblib.dump({"model": forest, "coded": CODED, "plain": PLAIN}, "triage.joblib")


if __name__ == "__main__":
    main()
