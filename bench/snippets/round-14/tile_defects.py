"""Predict glaze defects of ceramic tiles before they reach the sorting line."""
import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

QUERY = """
    SELECT
        t.tile_id,
        t.thickness_mm,
        t.moisture_pct,
        t.press_bar,
        g.viscosity,
        g.density,
        CAST(t.defect AS INTEGER) AS defect,
        AVG(CAST(t.defect AS DOUBLE)) OVER (PARTITION BY t.mould_no, t.glaze_code) AS mould_glaze_rate,
        COUNT(*) OVER (PARTITION BY t.mould_no) AS mould_tiles
    FROM read_parquet('{root}/tiles.parquet') AS t
    JOIN read_parquet('{root}/glazes.parquet') AS g USING (glaze_code)
    WHERE t.press_bar IS NOT NULL
    ORDER BY t.tile_id
"""


def load(root):
    con = duckdb.connect()
    try:
        return con.execute(QUERY.format(root=root)).df()
    finally:
        con.close()


def fit(x, y):
    model = lgb.LGBMClassifier(
        n_estimators=300,
        learning_rate=0.05,
        num_leaves=31,
        min_child_samples=40,
        random_state=1,
    )
    return model.fit(x, y)


def main(root="warehouse"):
    tiles = load(root)
    y = tiles["defect"]
    x = tiles.drop(columns=["tile_id", "defect"])
    x_a, x_b, y_a, y_b = train_test_split(x, y, test_size=0.25, stratify=y, random_state=8)
    model = fit(x_a, y_a)
    ap = average_precision_score(y_b, model.predict_proba(x_b)[:, 1])
    print(f"average precision {ap:.3f} at base rate {y_b.mean():.3f}")


if __name__ == "__main__":
    main()
