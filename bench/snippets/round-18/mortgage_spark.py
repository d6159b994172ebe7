import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

AMOUNTS = ["principal", "appraisal", "income", "other_debt"]


def stages():
    filled = [f"{c}_f" for c in AMOUNTS]
    return [
        Imputer(inputCols=AMOUNTS, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled + ["ltv"], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ]


def read(spark, path):
    rows = spark.read.parquet(path)
    return (
        rows.dropDuplicates(["application_id"])
        .filter(F.col("ltv").isNotNull())
        .withColumn("label", F.col("declined").cast("double"))
    )


def prepare(rows):
    fitted = Pipeline(stages=stages()).fit(rows)
    return fitted.transform(rows).select("features", "label")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", default="s3a://bank/applications_q1")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("mortgage").getOrCreate()
    vectors = prepare(read(spark, args.path)).persist()
    vectors.count()
    fit, held = vectors.randomSplit([0.8, 0.2], seed=40)
    model = GBTClassifier(maxIter=60, maxDepth=5, seed=40).fit(fit)
    auc = BinaryClassificationEvaluator(metricName="areaUnderROC").evaluate(model.transform(held))
    print(f"AUC {auc:.4f}")
    spark.stop()


if __name__ == "__main__":
    main()
