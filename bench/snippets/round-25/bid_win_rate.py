"""Probability that our bid wins the auction; all requests of a device stay together."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

TEXT = ["exchange", "format", "os", "country"]
NUMBER = ["bid_usd", "floor_usd", "ad_width", "ad_height", "screen_ratio"]


def requests(spark, path):
    rows = spark.read.parquet(path)
    slot = F.pmod(F.xxhash64("device_id"), F.lit(100))
    return rows.select(
        "request_id", "device_id", *TEXT, *[F.col(c).cast("double") for c in NUMBER],
        F.col("won").cast("double").alias("label"), slot.alias("slot"),
    ).dropDuplicates(["request_id"])


def pipeline(depth):
    codes = [f"{c}_code" for c in TEXT]
    filled = [f"{c}_filled" for c in NUMBER]
    return Pipeline(stages=[
        StringIndexer(inputCols=TEXT, outputCols=codes, handleInvalid="keep"),
        Imputer(inputCols=NUMBER, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=codes + filled, outputCol="features"),
        GBTClassifier(maxDepth=depth, maxIter=60, maxBins=512, seed=50),
    ])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("path")
    ap.add_argument("--model-out", default="models/bid_win")
    args = ap.parse_args()
    spark = SparkSession.builder.appName("bid-win").getOrCreate()

    rows = requests(spark, args.path).cache()
    fit = rows.filter(F.col("slot") < 70)
    val = rows.filter((F.col("slot") >= 70) & (F.col("slot") < 85))
    test = rows.filter(F.col("slot") >= 85)
    rows.groupBy("exchange").agg(F.count("*").alias("n"), F.avg("label").alias("win_rate")).show()

    area = BinaryClassificationEvaluator(metricName="areaUnderPR")
    top, kept = -1.0, None
    for depth in (3, 5, 7):
        fitted = pipeline(depth).fit(fit)
        score = area.evaluate(fitted.transform(val))
        print("depth", depth, "validation", round(score, 4))
        if score > top:
            top, kept = score, fitted
    print("test", round(area.evaluate(kept.transform(test)), 4))
    kept.write().overwrite().save(args.model_out)


if __name__ == "__main__":
    main()
