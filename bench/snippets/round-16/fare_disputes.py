"""Which taxi receipts will be disputed? Receipts are independent; one row per receipt."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMBERS = ["metered_km", "metered_min", "fare", "surcharge", "toll", "fare_per_km"]
CODES = ["payment", "vehicle_class", "zone_from", "zone_to"]


def receipts(spark, path):
    raw = spark.read.parquet(path).dropDuplicates(["receipt_id"])
    return (
        raw.withColumn("fare_per_km", F.col("fare") / F.greatest(F.col("metered_km"), F.lit(0.1)))
        .withColumn("label", F.col("disputed").cast("double"))
        .withColumn("part", F.pmod(F.xxhash64("receipt_id"), F.lit(10)))
        .select("receipt_id", "part", "label", *NUMBERS, *CODES)
    )


def pipeline():
    filled = [f"{n}_filled" for n in NUMBERS]
    indexed = [f"{c}_index" for c in CODES]
    hot = [f"{c}_hot" for c in CODES]
    logit = LogisticRegression(maxIter=200)
    stages = [
        Imputer(strategy="median", inputCols=NUMBERS, outputCols=filled),
        StringIndexer(inputCols=CODES, outputCols=indexed, handleInvalid="keep"),
        OneHotEncoder(inputCols=indexed, outputCols=hot, handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="scaled", withMean=True),
        VectorAssembler(inputCols=["scaled", *hot], outputCol="features"),
        logit,
    ]
    grid = (
        ParamGridBuilder()
        .addGrid(logit.regParam, [0.001, 0.01, 0.1])
        .addGrid(logit.elasticNetParam, [0.0, 0.5])
        .build()
    )
    return Pipeline(stages=stages), grid


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("receipts")
    parser.add_argument("out")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("fare-disputes").getOrCreate()
    table = receipts(spark, args.receipts)
    train = table.filter(F.col("part") < 8).cache()
    test = table.filter(F.col("part") >= 8)

    stages, grid = pipeline()
    pr = BinaryClassificationEvaluator(metricName="areaUnderPR")
    search = CrossValidator(estimator=stages, estimatorParamMaps=grid, evaluator=pr, numFolds=5, seed=1)
    model = search.fit(train)
    print("area under PR", pr.evaluate(model.transform(test)))
    model.bestModel.write().overwrite().save(args.out)


if __name__ == "__main__":
    main()
