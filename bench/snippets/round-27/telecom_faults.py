"""Line faults in an access network, Spark job in two steps."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

CATS = ["cable_type", "vendor", "area"]
NUMS = ["loop_length_m", "snr_down", "snr_up", "attenuation", "resyncs_7d", "age_years"]


def divide(spark, source, folder):
    lines = spark.read.parquet(source).dropDuplicates(["line_id"])
    part = F.pmod(F.xxhash64("line_id"), F.lit(10))
    lines = lines.withColumn("part", F.when(part < 8, "learn").otherwise("judge"))
    lines.write.mode("overwrite").partitionBy("part").parquet(folder)


def load(spark, folder, part):
    columns = [*CATS, *NUMS, F.col("fault_next_14d").cast("double").alias("label")]
    return spark.read.parquet(folder).filter(F.col("part") == part).select(*columns)


def stages():
    indexed, coded, filled = ([f"{c}_{s}" for c in cols] for cols, s in ((CATS, "ix"), (CATS, "oh"), (NUMS, "f")))
    return [
        StringIndexer(inputCols=CATS, outputCols=indexed, handleInvalid="keep"),
        OneHotEncoder(inputCols=indexed, outputCols=coded),
        Imputer(inputCols=NUMS, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="nums"),
        StandardScaler(inputCol="nums", outputCol="scaled", withMean=True),
        VectorAssembler(inputCols=["scaled", *coded], outputCol="features"),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--work", default="work/lines")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("line-faults").getOrCreate()
    divide(spark, args.source, args.work)

    forest = RandomForestClassifier(numTrees=120, seed=1)
    pipeline = Pipeline(stages=[*stages(), forest])
    grid = ParamGridBuilder().addGrid(forest.maxDepth, [6, 10, 14]).addGrid(forest.minInstancesPerNode, [1, 10]).build()
    judge_auc = BinaryClassificationEvaluator(metricName="areaUnderROC")
    cv = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=judge_auc, numFolds=4, seed=1)

    fitted = cv.fit(load(spark, args.work, "learn"))
    print("cv", max(fitted.avgMetrics), "held out", judge_auc.evaluate(fitted.transform(load(spark, args.work, "judge"))))
    spark.stop()


if __name__ == "__main__":
    main()
