from pyspark.ml import Pipeline
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

NUMS = ["price", "warranty_m", "delivery_days"]
CATS = ["brand", "channel"]


def bucketed(sales):
    return sales.withColumn("bucket", F.abs(F.hash("customer_id")) % 10)


def search(evaluator):
    index = StringIndexer(
        inputCols=CATS, outputCols=[f"{c}_i" for c in CATS], handleInvalid="keep"
    )
    fill = Imputer(inputCols=NUMS, outputCols=[f"{c}_f" for c in NUMS])
    join = VectorAssembler(
        inputCols=index.getOutputCols() + fill.getOutputCols(), outputCol="features"
    )
    forest = RandomForestClassifier(numTrees=150, maxBins=128, seed=5)
    grid = ParamGridBuilder().addGrid(forest.maxDepth, [4, 7, 10]).build()
    return CrossValidator(
        estimator=Pipeline(stages=[index, fill, join, forest]),
        estimatorParamMaps=grid, evaluator=evaluator, numFolds=4, foldCol="fold",
    )


def main():
    spark = SparkSession.builder.appName("returns").getOrCreate()
    sales = spark.read.parquet("lake/device_sales").dropDuplicates(["order_line"])
    sales = bucketed(sales.withColumn("label", F.col("returned").cast("double")))
    dev = sales.filter(F.col("bucket") < 8).withColumn("fold", F.col("bucket") % 4)
    test = sales.filter(F.col("bucket") >= 8)

    evaluator = BinaryClassificationEvaluator(metricName="areaUnderPR")
    fitted = search(evaluator).fit(dev.cache())
    print("fold means", [round(m, 4) for m in fitted.avgMetrics])
    print("test", round(evaluator.evaluate(fitted.transform(test)), 4))
    spark.stop()


if __name__ == "__main__":
    main()
