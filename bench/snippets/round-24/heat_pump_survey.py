"""Households likely to install a heat pump within a year (one survey row per household)."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import (
    Imputer,
    OneHotEncoder,
    StandardScaler,
    StringIndexer,
    VectorAssembler,
)
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

MEASURES = ["floor_area", "build_year", "kwh_year", "roof_area", "persons"]
KINDS = ["heating_now", "tenure", "region"]


def write_parts(spark, source, target):
    survey = spark.read.parquet(source).dropDuplicates(["household_id"])
    survey = survey.withColumn("label", F.col("installed_12m").cast("double"))
    bucket = F.when(F.pmod(F.xxhash64("household_id"), F.lit(10)) < 8, "learn").otherwise("judge")
    survey.withColumn("part", bucket).write.mode("overwrite").partitionBy("part").parquet(target)


def stages():
    filled = [f"{c}_filled" for c in MEASURES]
    coded = [f"{c}_code" for c in KINDS]
    hot = [f"{c}_hot" for c in KINDS]
    return [
        Imputer(inputCols=MEASURES, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="measures"),
        StandardScaler(inputCol="measures", outputCol="scaled", withMean=True),
        StringIndexer(inputCols=KINDS, outputCols=coded, handleInvalid="keep"),
        OneHotEncoder(inputCols=coded, outputCols=hot, handleInvalid="keep"),
        VectorAssembler(inputCols=["scaled", *hot], outputCol="features"),
    ]


def main(source, target):
    spark = SparkSession.builder.appName("heat-pumps").getOrCreate()
    write_parts(spark, source, target)
    parts = spark.read.parquet(target)
    learn = parts.where(F.col("part") == "learn").cache()
    judge = parts.where(F.col("part") == "judge")

    logit = LogisticRegression(maxIter=100)
    grid = (
        ParamGridBuilder()
        .addGrid(logit.regParam, [0.001, 0.01, 0.1])
        .addGrid(logit.elasticNetParam, [0.0, 0.5])
        .build()
    )
    measure = BinaryClassificationEvaluator(metricName="areaUnderROC")
    search = CrossValidator(
        estimator=Pipeline(stages=[*stages(), logit]),
        estimatorParamMaps=grid,
        evaluator=measure,
        numFolds=4,
        seed=33,
    )
    fitted = search.fit(learn)
    print("area under ROC", measure.evaluate(fitted.transform(judge)))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:3])
