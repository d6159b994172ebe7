"""Compressor failure of trucks within the next 14 days, daily telemetry."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

HORIZON = 14
SIGNALS = ["air_pressure", "compressor_hours", "oil_temp", "duty_cycle"]
VALID_FROM, TEST_FROM, LAST_DAY = "2022-04-01", "2022-08-01", "2022-12-31"


def day_number(column):
    return F.datediff(column, F.lit("2020-01-01"))


def telemetry(spark, path):
    raw = spark.read.parquet(path).withColumn("n", day_number(F.col("day")))
    truck = Window.partitionBy("truck_id").orderBy("n")
    month = truck.rangeBetween(-28, -1)
    week = truck.rangeBetween(-7, -1)
    coming = truck.rangeBetween(1, HORIZON)
    rows = raw.withColumn("label", F.coalesce(F.max(F.col("failed").cast("int")).over(coming), F.lit(0)).cast("double"))
    for name in SIGNALS:
        rows = rows.withColumn(f"{name}_7", F.avg(name).over(week))
        rows = rows.withColumn(f"{name}_28", F.avg(name).over(month))
        rows = rows.withColumn(f"{name}_sd", F.stddev(name).over(month))
    return rows


def between(rows, since, until):
    kept = rows.filter(F.col("n") < day_number(F.lit(until)) - HORIZON)
    return kept if since is None else kept.filter(F.col("n") >= day_number(F.lit(since)))


def candidate(depth):
    names = [f"{name}_{suffix}" for name in SIGNALS for suffix in ("7", "28", "sd")]
    filled = [f"{name}_f" for name in names]
    return Pipeline(stages=[
        Imputer(inputCols=names, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features"),
        GBTClassifier(maxDepth=depth, maxIter=60, seed=9),
    ])


def main(path):
    spark = SparkSession.builder.appName("compressor").getOrCreate()
    rows = telemetry(spark, path)
    train = between(rows, None, VALID_FROM).cache()
    valid = between(rows, VALID_FROM, TEST_FROM).cache()
    test = between(rows, TEST_FROM, LAST_DAY)

    area = BinaryClassificationEvaluator(metricName="areaUnderPR")
    fitted = {depth: candidate(depth).fit(train) for depth in (3, 5)}
    scores = {depth: area.evaluate(model.transform(valid)) for depth, model in fitted.items()}
    best = max(scores, key=scores.get)
    print("depth", best, "PR area", area.evaluate(fitted[best].transform(test)))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
