"""Ranks meters for tamper inspections. A row is one inspection visit."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

DAY = 86_400
NUMBERS = ["kwh_drop_ratio", "night_share", "meter_age_years", "station_hits", "station_visits"]


def visits(spark, table):
    rows = (
        spark.table(table)
        .withColumn("at", F.col("visited_at").cast("timestamp").cast("long"))
        .withColumn("label", F.col("tampered").cast("double"))
    )
    half_year = Window.partitionBy("station_id").orderBy("at").rangeBetween(-180 * DAY, -1 * DAY)
    return (
        rows
        .withColumn("station_hits", F.coalesce(F.avg("label").over(half_year), F.lit(0.0)))
        .withColumn("station_visits", F.count("label").over(half_year))
    )


def plan(depth):
    filled = [f"{c}_f" for c in NUMBERS]
    return Pipeline(stages=[
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=filled),
        StringIndexer(inputCol="customer_kind", outputCol="kind_i", handleInvalid="keep"),
        VectorAssembler(inputCols=filled + ["kind_i"], outputCol="features"),
        GBTClassifier(maxIter=60, maxDepth=depth, stepSize=0.1, seed=5),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="grid.inspections")
    parser.add_argument("--valid-from", default="2022-07-01")
    parser.add_argument("--test-from", default="2023-01-01")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("tamper").getOrCreate()

    rows = visits(spark, args.table).withColumn("station_hits", F.col("station_hits").cast("double"))
    rows = rows.withColumn("station_visits", F.col("station_visits").cast("double")).cache()
    train = rows.filter(F.col("visited_at") < args.valid_from)
    valid = rows.filter((F.col("visited_at") >= args.valid_from) & (F.col("visited_at") < args.test_from))
    test = rows.filter(F.col("visited_at") >= args.test_from)

    area = BinaryClassificationEvaluator(metricName="areaUnderPR")
    scored = []
    for depth in (3, 4, 5):
        model = plan(depth).fit(train)
        scored.append((area.evaluate(model.transform(valid)), depth, model))
        print(f"depth {depth}: validation AUPRC {scored[-1][0]:.4f}")
    _, depth, model = max(scored, key=lambda s: s[0])
    print(f"depth {depth}: test AUPRC {area.evaluate(model.transform(test)):.4f}")
    model.write().overwrite().save("models/tamper")
    spark.stop()


if __name__ == "__main__":
    main()
