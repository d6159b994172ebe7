"""Return risk of online orders (30-day return window), features and model in Spark ML."""
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

DAY = 86_400
NUMERIC = ["basket_value", "n_items", "discount_share", "orders_180d", "spend_180d"]
NOMINAL = ["device", "payment", "category"]


def add_history(orders):
    before = (
        Window.partitionBy("customer_id").orderBy("ordered_s").rangeBetween(-180 * DAY, -1)
    )
    return (
        orders.withColumn("ordered_s", F.unix_timestamp("ordered_at"))
        .withColumn("orders_180d", F.count("order_id").over(before))
        .withColumn("spend_180d", F.coalesce(F.sum("basket_value").over(before), F.lit(0.0)))
    )


def build(reg):
    filled = [f"{c}_f" for c in NUMERIC]
    return Pipeline(stages=[
        Imputer(strategy="median", inputCols=NUMERIC, outputCols=filled),
        StringIndexer(
            inputCols=NOMINAL, outputCols=[f"{c}_i" for c in NOMINAL], handleInvalid="keep"
        ),
        OneHotEncoder(inputCols=[f"{c}_i" for c in NOMINAL], outputCols=[f"{c}_o" for c in NOMINAL]),
        VectorAssembler(inputCols=filled, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="numbers_z", withMean=True),
        VectorAssembler(inputCols=["numbers_z"] + [f"{c}_o" for c in NOMINAL], outputCol="features"),
        LogisticRegression(labelCol="returned", regParam=reg, maxIter=100),
    ])


def main():
    spark = SparkSession.builder.appName("order-returns").getOrCreate()
    orders = spark.read.parquet("s3a://shop/orders/").withColumn(
        "returned", F.col("returned").cast("double")
    )
    for name in ("basket_value", "n_items", "discount_share"):
        orders = orders.withColumn(name, F.col(name).cast("double"))
    table = add_history(orders).withColumn("orders_180d", F.col("orders_180d").cast("double")).cache()

    train = table.where("ordered_at < '2023-02-01'")
    valid = table.where("ordered_at >= '2023-03-01' AND ordered_at < '2023-04-15'")
    test = table.where("ordered_at >= '2023-06-01'")

    evaluator = BinaryClassificationEvaluator(labelCol="returned", metricName="areaUnderPR")
    scores = {}
    for reg in (0.0001, 0.001, 0.01, 0.1):
        scores[reg] = evaluator.evaluate(build(reg).fit(train).transform(valid))
    best = max(scores, key=scores.get)
    model = build(best).fit(train.unionByName(valid))
    print(f"regParam {best}: AUPR {evaluator.evaluate(model.transform(test)):.4f}")
    model.write().overwrite().save("s3a://shop/models/returns")
    spark.stop()


if __name__ == "__main__":
    main()
