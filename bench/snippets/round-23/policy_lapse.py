"""Lapse of life policies; one row per policy at its anniversary."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["premium", "sum_insured", "age_at_entry", "years_in_force", "missed_payments"]
CODES = ["channel", "product", "payment_mode"]


def fixed_parts(spark, source, folder):
    policies = spark.read.parquet(source).dropDuplicates(["policy_id"])
    policies = policies.withColumn("label", F.col("lapsed_next_year").cast("double"))
    part = F.when(F.rand(seed=50) < 0.8, "train").otherwise("test")
    marked = policies.select("policy_id", "label", *AMOUNTS, *CODES).withColumn("part", part)
    marked.write.mode("overwrite").partitionBy("part").parquet(folder)

    stored = spark.read.parquet(folder)
    return tuple(stored.filter(F.col("part") == name).drop("part") for name in ("train", "test"))


def lapse_pipeline():
    filled = [f"{c}_f" for c in AMOUNTS]
    index = [f"{c}_i" for c in CODES]
    hot = [f"{c}_h" for c in CODES]
    model = LogisticRegression(maxIter=100)
    return model, Pipeline(stages=[
        Imputer(strategy="median", inputCols=AMOUNTS, outputCols=filled),
        StringIndexer(inputCols=CODES, outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=hot),
        VectorAssembler(inputCols=filled, outputCol="amounts"),
        StandardScaler(inputCol="amounts", outputCol="scaled", withMean=True),
        VectorAssembler(inputCols=["scaled", *hot], outputCol="features"),
        model,
    ])


def main(source, folder):
    spark = SparkSession.builder.appName("policy-lapse").getOrCreate()
    train, test = fixed_parts(spark, source, folder)
    model, pipeline = lapse_pipeline()
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderROC")
    grid = (
        ParamGridBuilder()
        .addGrid(model.regParam, [0.0, 0.001, 0.01])
        .addGrid(model.elasticNetParam, [0.0, 0.5])
        .build()
    )
    search = CrossValidator(
        estimator=pipeline, estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, seed=50
    ).fit(train)
    print("cross-validated", round(max(search.avgMetrics), 4))
    print("test           ", round(evaluator.evaluate(search.transform(test)), 4))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:3])
