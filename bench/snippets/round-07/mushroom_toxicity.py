import polars as pl
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeClassifier

NOT_INPUTS = ["row_nr", "specimen_id", "photo_file", "edible"]

fungi = (
    pl.read_csv("fungi.csv", row_index_name="row_nr")
    .with_columns(
        pl.col("edible").eq("no").cast(pl.Int8).alias("toxic"),
        pl.col("cap_color").str.to_lowercase(),
    )
    .unique(subset=["specimen_id"], keep="first", maintain_order=True)
)
assert fungi["specimen_id"].n_unique() == fungi.height

X = fungi.drop(*NOT_INPUTS, "toxic").to_pandas().astype(str)
y = fungi["toxic"].to_numpy()
print("inputs:", ", ".join(X.columns))

a, b, ya, yb = train_test_split(X, y, test_size=0.3, stratify=y, random_state=100)

tree = make_pipeline(
    OneHotEncoder(handle_unknown="ignore"),
    DecisionTreeClassifier(max_depth=9, class_weight={0: 1, 1: 8}, random_state=0),
)
tree.fit(a, ya)
print("recall on toxic specimens: %.3f" % recall_score(yb, tree.predict(b)))
