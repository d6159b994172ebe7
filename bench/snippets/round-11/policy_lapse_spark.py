"""Lapse within a year for home-insurance policies (one row per policy)."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["premium", "sum_insured", "building_age", "holder_age", "tenure_years"]
LEVELS = ["channel", "payment_plan", "roof_type"]


def policies(spark, path):
    return (
        spark.read.parquet(path)
        .dropDuplicates(["policy_no"])
        .withColumn("label", F.col("lapsed").cast("double"))
        .fillna("none", subset=LEVELS)
        .select("label", *AMOUNTS, *LEVELS)
    )


def feature_stages():
    filled = [f"{name}_filled" for name in AMOUNTS]
    indexed = [f"{name}_ix" for name in LEVELS]
    encoded = [f"{name}_oh" for name in LEVELS]
    return [
        Imputer(inputCols=AMOUNTS, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="amounts"),
        StandardScaler(inputCol="amounts", outputCol="amounts_z", withMean=True),
        StringIndexer(inputCols=LEVELS, outputCols=indexed, handleInvalid="keep"),
        OneHotEncoder(inputCols=indexed, outputCols=encoded),
        VectorAssembler(inputCols=["amounts_z", *encoded], outputCol="features"),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", default="s3a://insurance/policies/")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("lapse").getOrCreate()

    table = policies(spark, args.path)
    prepared = Pipeline(stages=feature_stages()).fit(table).transform(table)
    prepared = prepared.select("features", "label").persist()
    prepared.count()
    train, test = prepared.randomSplit([0.8, 0.2], seed=77)

    model = LogisticRegression(maxIter=100)
    grid = (
        ParamGridBuilder()
        .addGrid(model.regParam, [0.001, 0.01, 0.1])
        .addGrid(model.elasticNetParam, [0.0, 0.5])
        .build()
    )
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
    search = CrossValidator(
        estimator=model, estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, seed=77
    )
    best = search.fit(train)
    print("AUC", evaluator.evaluate(best.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main()
