from pyspark.ml import Pipeline
from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import DataFrame, SparkSession

NUMERIC = ["bid", "ad_width", "ad_height", "page_depth"]
SHARES = {"learn": 0.8, "check": 0.2}


def persist_parts(spark: SparkSession, adverts: DataFrame, root: str) -> dict[str, DataFrame]:
    parts = adverts.cache().randomSplit(list(SHARES.values()), seed=100)
    for name, part in zip(SHARES, parts):
        part.write.mode("overwrite").parquet(f"{root}/{name}")
    return {name: spark.read.parquet(f"{root}/{name}") for name in SHARES}


def estimator() -> tuple[Pipeline, list]:
    filled = [f"{c}_f" for c in NUMERIC]
    gbt = GBTClassifier(labelCol="approved", featuresCol="features", seed=100)
    pipeline = Pipeline(
        stages=[
            Imputer(inputCols=NUMERIC, outputCols=filled),
            StringIndexer(inputCol="section", outputCol="section_ix", handleInvalid="keep"),
            VectorAssembler(inputCols=filled + ["section_ix"], outputCol="features"),
            gbt,
        ]
    )
    return pipeline, ParamGridBuilder().addGrid(gbt.maxDepth, [3, 5]).build()


def main() -> None:
    spark = SparkSession.builder.appName("advert-review").getOrCreate()
    adverts = spark.read.parquet("hdfs:///ads/reviewed").dropDuplicates(["creative_hash"])
    parts = persist_parts(spark, adverts, "hdfs:///ads/parts")
    pipeline, grid = estimator()
    evaluator = BinaryClassificationEvaluator(labelCol="approved")
    search = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, seed=100)
    fitted = search.fit(parts["learn"])
    print("AUC", evaluator.evaluate(fitted.transform(parts["check"])))
    spark.stop()


if __name__ == "__main__":
    main()
