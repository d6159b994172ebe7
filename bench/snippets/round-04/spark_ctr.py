from pyspark import StorageLevel
from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

CATEGORICAL = ["device", "slot", "country"]
NUMERIC = ["bid", "floor_price", "ad_area"]


def stages():
    indexed = [f"{c}_ix" for c in CATEGORICAL]
    return [
        StringIndexer(inputCols=CATEGORICAL, outputCols=indexed, handleInvalid="keep"),
        VectorAssembler(inputCols=NUMERIC, outputCol="num"),
        StandardScaler(inputCol="num", outputCol="num_std"),
        VectorAssembler(inputCols=indexed + ["num_std"], outputCol="features"),
        GBTClassifier(labelCol="clicked", maxIter=60, maxBins=128, seed=4),
    ]


if __name__ == "__main__":
    spark = SparkSession.builder.getOrCreate()
    impressions = spark.read.parquet("s3a://ads/impressions/").select(*CATEGORICAL, *NUMERIC, "clicked")
    train, test = impressions.persist(StorageLevel.MEMORY_AND_DISK).randomSplit([0.8, 0.2], seed=4)

    model = Pipeline(stages=stages()).fit(train)
    evaluator = BinaryClassificationEvaluator(labelCol="clicked", metricName="areaUnderPR")
    print("PR AUC", evaluator.evaluate(model.transform(test)))
    model.write().overwrite().save("s3a://ads/models/ctr_gbt")
