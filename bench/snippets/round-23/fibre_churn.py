"""Churn of fibre subscribers; one row per line, as of the end of the quarter."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMBERS = ["tenure_months", "monthly_fee", "gb_down", "gb_up", "outages_90d", "calls_90d"]
CODES = ["region", "plan", "modem"]


def read_lines(spark, path):
    lines = spark.read.parquet(path).dropDuplicates(["line_id"])
    return lines.withColumn("label", F.col("left_next_quarter").cast("double"))


def stages():
    filled = [f"{c}_f" for c in NUMBERS]
    coded = [f"{c}_i" for c in CODES]
    return [
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=filled),
        StringIndexer(inputCols=CODES, outputCols=coded, handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="scaled", withMean=True),
        VectorAssembler(inputCols=["scaled", *coded], outputCol="features"),
    ]


def vectorise(lines):
    shaped = Pipeline(stages=stages()).fit(lines)
    return shaped.transform(lines).select("line_id", "features", "label")


def main(path):
    spark = SparkSession.builder.appName("fibre-churn").getOrCreate()
    vectors = vectorise(read_lines(spark, path)).cache()
    vectors.count()
    train, test = vectors.randomSplit([0.8, 0.2], seed=23)

    booster = GBTClassifier(maxDepth=5, maxIter=80, maxBins=128, seed=23)
    model = booster.fit(train)
    scored = model.transform(test)
    for metric in ("areaUnderROC", "areaUnderPR"):
        evaluator = BinaryClassificationEvaluator(labelCol="label", metricName=metric)
        print(metric, round(evaluator.evaluate(scored), 4))
    model.write().overwrite().save("models/fibre_churn")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
