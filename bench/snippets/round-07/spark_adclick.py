from pyspark import StorageLevel
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import (Imputer, OneHotEncoder, StandardScaler,
                                StringIndexer, VectorAssembler)
from pyspark.sql import SparkSession, functions as F

CATS = ["site_category", "banner_pos", "device_type"]
NUMS = ["bid_floor", "viewability", "page_depth"]


def stages():
    yield Imputer(inputCols=NUMS, outputCols=[c + "_f" for c in NUMS])
    yield StringIndexer(inputCols=CATS, outputCols=[c + "_i" for c in CATS], handleInvalid="keep")
    yield OneHotEncoder(inputCols=[c + "_i" for c in CATS], outputCols=[c + "_o" for c in CATS])
    yield VectorAssembler(inputCols=[c + "_f" for c in NUMS], outputCol="num")
    yield StandardScaler(inputCol="num", outputCol="num_s", withMean=True)
    yield VectorAssembler(inputCols=["num_s"] + [c + "_o" for c in CATS], outputCol="features")
    yield LogisticRegression(regParam=0.01, elasticNetParam=0.5, maxIter=80)


def main():
    spark = SparkSession.builder.appName("adclick").getOrCreate()
    clicks = (
        spark.read.parquet("hdfs:///ads/sample_one_day")
        .dropDuplicates(["impression_id"])
        .withColumn("label", F.col("clicked").cast("double"))
        .select("label", *CATS, *NUMS)
        .persist(StorageLevel.DISK_ONLY)
    )
    print("rows", clicks.count())
    train, test = clicks.randomSplit([0.8, 0.2], seed=31)

    model = Pipeline(stages=list(stages())).fit(train)
    ev = BinaryClassificationEvaluator()
    print("train AUC", ev.evaluate(model.transform(train)), "test AUC", ev.evaluate(model.transform(test)))
    model.write().overwrite().save("hdfs:///models/adclick")
    spark.stop()


if __name__ == "__main__":
    main()
