import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, precision_score, recall_score
from sklearn.model_selection import train_test_split


def thin_out(X, y, ratio=1.0):
    return RandomUnderSampler(sampling_strategy=ratio, random_state=0).fit_resample(X, y)


def show(title, y_true, proba, at=0.9):
    flagged = proba >= at
    print(
        f"{title:<8} n={len(y_true):>7} rate={y_true.mean():.4f} "
        f"AP={average_precision_score(y_true, proba):.3f} "
        f"P={precision_score(y_true, flagged, zero_division=0):.3f} R={recall_score(y_true, flagged):.3f}"
    )


logins = pd.read_parquet("login_features.parquet")
y = logins.pop("abusive")
X_train, X_test, y_train, y_test = train_test_split(logins, y, test_size=0.25, random_state=0, stratify=y)
X_small, y_small = thin_out(X_train, y_train)

rf = RandomForestClassifier(n_estimators=300, n_jobs=-1, random_state=0)
rf.fit(X_small, y_small)
show("sampled", y_small, rf.predict_proba(X_small)[:, 1])
show("test", y_test, rf.predict_proba(X_test)[:, 1])
