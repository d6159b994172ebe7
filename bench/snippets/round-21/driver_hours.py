"""Weekly hours that a courier will drive; the same courier appears in several zones."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import Imputer, RobustScaler, StringIndexer, VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["age", "months_active", "hours_last_week", "hours_mean_4w", "accept_rate_4w"]


def couriers(spark, path):
    table = spark.read.parquet(path).dropna(subset=["hours_this_week"])
    bucket = F.pmod(F.xxhash64("courier_id"), F.lit(100))
    fold = F.pmod(F.xxhash64("courier_id", F.lit("fold")), F.lit(4)).cast("int")
    return table.withColumn("bucket", bucket).withColumn("fold", fold)


def stages():
    filled = [f"{c}_f" for c in AMOUNTS]
    trees = GBTRegressor(labelCol="hours_this_week", featuresCol="features", seed=5)
    pipeline = Pipeline(
        stages=[
            Imputer(strategy="median", inputCols=AMOUNTS, outputCols=filled),
            VectorAssembler(inputCols=filled, outputCol="raw"),
            RobustScaler(inputCol="raw", outputCol="scaled", withCentering=True),
            StringIndexer(inputCol="zone", outputCol="zone_ix", handleInvalid="keep"),
            VectorAssembler(inputCols=["scaled", "zone_ix"], outputCol="features"),
            trees,
        ]
    )
    grid = (
        ParamGridBuilder()
        .addGrid(trees.maxDepth, [3, 5])
        .addGrid(trees.stepSize, [0.05, 0.1])
        .build()
    )
    return pipeline, grid


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="s3a://ops/courier_week/2024-20")
    parser.add_argument("--model", default="s3a://ops/models/hours")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("courier-hours").getOrCreate()
    table = couriers(spark, args.table)
    train = table.where("bucket < 80").cache()
    test = table.where("bucket >= 80")

    pipeline, grid = stages()
    mae = RegressionEvaluator(labelCol="hours_this_week", metricName="mae")
    search = CrossValidator(
        estimator=pipeline, estimatorParamMaps=grid, evaluator=mae, numFolds=4, foldCol="fold"
    )
    fitted = search.fit(train)
    print("MAE hours:", round(mae.evaluate(fitted.transform(test)), 2))
    fitted.bestModel.write().overwrite().save(args.model)
    spark.stop()


if __name__ == "__main__":
    main()
