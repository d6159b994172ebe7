"""Lines that will open a fault ticket next month (one row per line)."""
from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, PCA, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

LINE_STATS = ["snr_db", "attenuation_db", "crc_errors_30d", "resyncs_30d", "loop_length_m"]
KINDS = ["modem_model", "profile"]


def read_lines(spark):
    lines = spark.read.parquet("s3a://network/line_month/2024-08")
    return lines.dropDuplicates(["line_id"]).withColumn(
        "label", F.col("fault_next_month").cast("double")
    )


def describe(lines):
    filled = [f"{c}_f" for c in LINE_STATS]
    indexed = [f"{c}_i" for c in KINDS]
    stages = [
        Imputer(inputCols=LINE_STATS, outputCols=filled, strategy="median"),
        StringIndexer(inputCols=KINDS, outputCols=indexed, handleInvalid="keep"),
        VectorAssembler(inputCols=filled, outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="level", withMean=True),
        PCA(k=4, inputCol="level", outputCol="factors"),
        VectorAssembler(inputCols=["factors", *indexed], outputCol="features"),
    ]
    return Pipeline(stages=stages).fit(lines).transform(lines)


def main():
    spark = SparkSession.builder.appName("line-faults").getOrCreate()
    table = describe(read_lines(spark)).select("line_id", "features", "label")
    table = table.repartition("line_id").sortWithinPartitions("line_id").persist()
    table.count()
    learn, judge = table.randomSplit([0.8, 0.2], seed=77)

    gbt = GBTClassifier(
        featuresCol="features", labelCol="label", maxIter=60, maxDepth=5, maxBins=256, seed=77
    )
    model = gbt.fit(learn)
    measure = BinaryClassificationEvaluator(labelCol="label", metricName="areaUnderPR")
    print("area under PR", measure.evaluate(model.transform(judge)))
    model.write().overwrite().save("s3a://network/models/line_fault_gbt")
    spark.stop()


if __name__ == "__main__":
    main()
