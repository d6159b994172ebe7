"""Wear class of dosing pumps from weekly vibration summaries."""
import sys

from pyspark.ml import Pipeline
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

BANDS = ["rms_low", "rms_mid", "rms_high", "crest", "temp_c"]


def read_weeks(spark, folder):
    weeks = spark.read.parquet(folder).dropDuplicates(["serial", "week"])
    return weeks.withColumn("bucket", F.pmod(F.xxhash64("serial"), F.lit(10)))


def stages(depth):
    filled = [f"{b}_x" for b in BANDS]
    return Pipeline(stages=[
        Imputer(inputCols=BANDS, outputCols=filled, strategy="median"),
        VectorAssembler(inputCols=filled, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
        RandomForestClassifier(
            labelCol="wear", featuresCol="features", numTrees=200, maxDepth=depth, seed=1
        ),
    ])


def main(folder):
    spark = SparkSession.builder.appName("pump-wear").getOrCreate()
    weeks = read_weeks(spark, folder)
    train = weeks.where("bucket < 7").cache()
    valid = weeks.where("bucket = 7").cache()
    test = weeks.where("bucket > 7")

    f1 = MulticlassClassificationEvaluator(labelCol="wear", metricName="f1")
    fitted = {}
    for depth in (4, 8, 12):
        model = stages(depth).fit(train)
        fitted[depth] = (f1.evaluate(model.transform(valid)), model)
        print(f"depth {depth}: validation F1 {fitted[depth][0]:.3f}")

    depth = max(fitted, key=lambda d: fitted[d][0])
    chosen = fitted[depth][1]
    print(f"test F1 {f1.evaluate(chosen.transform(test)):.3f} at depth {depth}")
    chosen.write().overwrite().save("models/pump_wear")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
