"""Suspected electricity theft per metering point (yearly summary, one row each)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, MinMaxScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMERIC = ["kwh_year", "kwh_night_share", "zero_days", "peak_kw", "phase_imbalance", "tamper_events"]
CODES = ["tariff", "dwelling", "meter_model"]


def read(spark, path):
    points = spark.read.parquet(path)
    for name in ("kwh_year", "peak_kw"):
        points = points.withColumn(name, F.log1p(F.col(name)))
    return points.select("point_id", *NUMERIC, *CODES, F.col("confirmed").cast("double").alias("label"))


def preparation():
    filled = [f"{name}_filled" for name in NUMERIC]
    coded = [f"{name}_code" for name in CODES]
    return Pipeline(stages=[
        Imputer(strategy="median", inputCols=NUMERIC, outputCols=filled),
        StringIndexer(inputCols=CODES, outputCols=coded, handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="numbers"),
        MinMaxScaler(inputCol="numbers", outputCol="scaled"),
        VectorAssembler(inputCols=["scaled", *coded], outputCol="features"),
    ])


def prepared(points, target):
    steps = preparation().fit(points)
    steps.transform(points).select("point_id", "features", "label").write.mode("overwrite").parquet(target)
    return points.sparkSession.read.parquet(target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("points")
    parser.add_argument("--work", default="work")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("meter-theft").getOrCreate()
    table = prepared(read(spark, args.points), f"{args.work}/prepared")
    train, test = table.randomSplit([0.8, 0.2], seed=19)
    train, test = train.cache(), test.cache()

    trees = GBTClassifier(maxBins=128, seed=19)
    grid = ParamGridBuilder().addGrid(trees.maxDepth, [3, 5]).addGrid(trees.maxIter, [40, 80]).build()
    auc = BinaryClassificationEvaluator(metricName="areaUnderPR")
    tuned = CrossValidator(estimator=trees, estimatorParamMaps=grid, evaluator=auc, numFolds=4, seed=19)
    model = tuned.fit(train)
    print("area under PR", auc.evaluate(model.transform(test)))
    model.bestModel.write().overwrite().save(f"{args.work}/model")


if __name__ == "__main__":
    main()
