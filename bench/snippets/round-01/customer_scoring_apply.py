import pandas as pd
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier


def rescale(col):
    lo, hi = col.min(), col.max()
    return (col - lo) / (hi - lo)


customers = pd.read_csv("exports/customers.csv", index_col="customer_id")
assert customers.index.is_unique

label = customers.pop("responded")
numeric = customers.select_dtypes("number").apply(rescale)
flags = customers[["has_app", "newsletter"]].astype(int)
design = pd.concat([numeric, flags], axis=1)

X_train, X_test, y_train, y_test = train_test_split(
    design, label, test_size=0.25, random_state=99, stratify=label
)

knn = KNeighborsClassifier(n_neighbors=15, weights="distance")
knn.fit(X_train, y_train)
print(classification_report(y_test, knn.predict(X_test), digits=3))
