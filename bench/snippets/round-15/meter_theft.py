"""Suspected electricity theft, one aggregated row per meter."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMERIC = ["kwh_mean", "kwh_night_share", "zero_days", "contract_kw", "arrears_eur"]


def preparation():
    filled = [f"{c}_f" for c in NUMERIC]
    return Pipeline(stages=[
        Imputer(inputCols=NUMERIC, outputCols=filled, strategy="median"),
        StringIndexer(inputCol="tariff", outputCol="tariff_ix", handleInvalid="keep"),
        VectorAssembler(inputCols=filled + ["tariff_ix"], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ])


def read_meters(spark, path):
    return (
        spark.read.parquet(path)
        .dropDuplicates(["meter_id"])
        .withColumn("label", F.col("theft_confirmed").cast("double"))
    )


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("meters")
    ap.add_argument("--out", default="models/theft")
    args = ap.parse_args()

    spark = SparkSession.builder.appName("meter-theft").getOrCreate()
    meters = read_meters(spark, args.meters)
    prep = preparation().fit(meters)
    ready = prep.transform(meters).select("meter_id", "features", "label").persist()
    fit, check = ready.randomSplit([0.8, 0.2], seed=19)

    model = GBTClassifier(maxDepth=5, maxIter=60, seed=19).fit(fit)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(
        model.transform(check)
    )
    print(f"AUC {auc:.4f}")
    prep.write().overwrite().save(args.out + "/prep")
    model.write().overwrite().save(args.out + "/gbt")
    spark.stop()


if __name__ == "__main__":
    main()
