"""Spark job: tampered electricity meters, one row per meter (yearly aggregates)."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

NUMBERS = ["kwh_year", "night_share", "outages", "peak_kw", "neighbour_gap"]


def read(spark: SparkSession, path: str) -> DataFrame:
    meters = spark.read.parquet(path).filter(F.col("inspected"))
    return meters.select("tariff", *NUMBERS, F.col("tampered").cast("double").alias("label"))


def stages():
    filled = [f"{c}_f" for c in NUMBERS]
    return [
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=filled),
        StringIndexer(inputCol="tariff", outputCol="tariff_i", handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="numbers_s", withMean=True),
        VectorAssembler(inputCols=["numbers_s", "tariff_i"], outputCol="features"),
    ]


def vectors(meters: DataFrame) -> DataFrame:
    prepared = Pipeline(stages=stages()).fit(meters)
    return prepared.transform(meters).select("features", "label")


def main(path: str):
    spark = SparkSession.builder.appName("meter-tamper").getOrCreate()
    data = vectors(read(spark, path)).cache()
    data.count()
    fit, held = data.randomSplit([0.8, 0.2], seed=40)

    model = GBTClassifier(maxIter=60, maxDepth=5, seed=40).fit(fit)
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
    print("area under ROC", evaluator.evaluate(model.transform(held)))
    model.write().overwrite().save("models/meter_tamper")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
