from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

NUMBERS = ["bid_floor", "slot_area", "page_depth"]


def stages():
    filled = [f"{n}_filled" for n in NUMBERS]
    return [
        Imputer(inputCols=NUMBERS, outputCols=filled, strategy="median"),
        StringIndexer(inputCol="device", outputCol="device_ix", handleInvalid="keep"),
        VectorAssembler(inputCols=filled + ["device_ix"], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ]


def prepare(clicks):
    return Pipeline(stages=stages()).fit(clicks).transform(clicks)


def main():
    spark = SparkSession.builder.appName("clicks").getOrCreate()
    clicks = spark.read.parquet("s3://ads/impressions/").dropDuplicates(["impression_id"])
    prepared = prepare(clicks).select("features", "clicked").cache()
    prepared.count()
    train, test = prepared.randomSplit([0.8, 0.2], seed=42)
    model = LogisticRegression(labelCol="clicked", regParam=0.01).fit(train)
    evaluator = BinaryClassificationEvaluator(labelCol="clicked")
    print("AUC", evaluator.evaluate(model.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main()
