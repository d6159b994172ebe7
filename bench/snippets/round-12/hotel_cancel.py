"""Cancellation risk of bookings; Spark job, guests stay together."""
import argparse

from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession, functions as F

NUMBERS = ["nights", "guests", "rate_eur", "special_requests"]
CODES = ["board", "channel", "room_type"]


def bookings(spark, path):
    return (
        spark.read.parquet(path)
        .dropDuplicates(["booking_id"])
        .withColumn("label", F.col("cancelled").cast("double"))
        .withColumn("bucket", F.pmod(F.xxhash64("guest_id"), F.lit(10)))
        .select("booking_id", "bucket", "label", *NUMBERS, *CODES)
    )


def stages(reg):
    index = StringIndexer(inputCols=CODES, outputCols=[f"{c}_i" for c in CODES], handleInvalid="keep")
    onehot = OneHotEncoder(inputCols=[f"{c}_i" for c in CODES], outputCols=[f"{c}_v" for c in CODES])
    fill = Imputer(strategy="median", inputCols=NUMBERS, outputCols=[f"{c}_f" for c in NUMBERS])
    join = VectorAssembler(inputCols=[f"{c}_f" for c in NUMBERS] + [f"{c}_v" for c in CODES], outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features")
    return Pipeline(stages=[index, onehot, fill, join, scale, LogisticRegression(regParam=reg, maxIter=100)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bookings")
    parser.add_argument("out")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("hotel-cancel").getOrCreate()

    table = bookings(spark, args.bookings)
    fit = table.filter(F.col("bucket") < 7).cache()
    tune = table.filter(F.col("bucket") == 7).cache()
    final = table.filter(F.col("bucket") > 7)

    measure = BinaryClassificationEvaluator(metricName="areaUnderROC")
    best, best_value = None, float("-inf")
    for reg in (0.0, 0.001, 0.01, 0.1):
        model = stages(reg).fit(fit)
        value = measure.evaluate(model.transform(tune))
        print(reg, value)
        if value > best_value:
            best, best_value = model, value

    print("AUC", measure.evaluate(best.transform(final)))
    best.write().overwrite().save(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
