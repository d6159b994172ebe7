"""Fraud flag on motor claims, Spark job."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, MinMaxScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

TEXT = ["cause", "region", "workshop_class"]
NUMBERS = ["claim_amount", "vehicle_age", "policy_age_days", "driver_age"]


def read(spark, path):
    claims = spark.read.parquet(path)
    return (
        claims.filter(F.col("state") == "closed")
        .dropDuplicates(["claim_id"])
        .select(*TEXT, *NUMBERS, F.col("fraud").cast("double").alias("label"))
    )


def columns_stage():
    return [
        StringIndexer(inputCols=TEXT, outputCols=[f"{c}_ix" for c in TEXT], handleInvalid="keep"),
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=[f"{c}_f" for c in NUMBERS]),
        VectorAssembler(inputCols=[f"{c}_f" for c in NUMBERS], outputCol="numbers"),
        MinMaxScaler(inputCol="numbers", outputCol="numbers_01"),
        VectorAssembler(inputCols=["numbers_01"] + [f"{c}_ix" for c in TEXT], outputCol="features"),
    ]


def vectorise(claims):
    prepared = Pipeline(stages=columns_stage()).fit(claims)
    return prepared.transform(claims).select("features", "label")


def main(path, out):
    spark = SparkSession.builder.appName("motor-claims").getOrCreate()
    vectors = vectorise(read(spark, path)).cache()
    vectors.count()
    learn, judge = vectors.randomSplit([0.8, 0.2], seed=6)

    model = GBTClassifier(maxDepth=5, maxIter=60, maxBins=64, seed=6).fit(learn)
    scored = model.transform(judge)
    for metric in ("areaUnderROC", "areaUnderPR"):
        print(metric, BinaryClassificationEvaluator(metricName=metric).evaluate(scored))
    model.write().overwrite().save(out)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:3])
