from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession

NUMERIC = ["claim_amount", "vehicle_age", "driver_age", "days_to_report"]
FILLED = [f"{name}_f" for name in NUMERIC]


def stages() -> list:
    return [
        Imputer(inputCols=NUMERIC, outputCols=FILLED, strategy="median"),
        StringIndexer(inputCol="region", outputCol="region_ix", handleInvalid="keep"),
        VectorAssembler(inputCols=FILLED + ["region_ix"], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features", withMean=True),
    ]


def vectorise(claims: DataFrame) -> DataFrame:
    prepared = Pipeline(stages=stages()).fit(claims)
    return prepared.transform(claims).select("features", "suspicious")


def main() -> None:
    spark = SparkSession.builder.appName("claims").getOrCreate()
    claims = spark.read.parquet("s3a://insurance/claims").dropDuplicates(["claim_id"])
    vectors = vectorise(claims).cache()
    learn, check = vectors.randomSplit([0.8, 0.2], seed=19)
    model = LogisticRegression(labelCol="suspicious", regParam=0.01).fit(learn)
    evaluator = BinaryClassificationEvaluator(labelCol="suspicious", metricName="areaUnderPR")
    print("area under PR", evaluator.evaluate(model.transform(check)))
    model.write().overwrite().save("s3a://insurance/models/suspicious")
    spark.stop()


if __name__ == "__main__":
    main()
