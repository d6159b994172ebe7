from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

INPUTS = ["lag_1", "lag_7", "mean_14", "weekday", "promo"]


def daily(spark: SparkSession) -> DataFrame:
    return (
        spark.read.parquet("/lake/silver/orders")
        .withColumn("day", F.to_date("ordered_at"))
        .groupBy("depot", "day")
        .agg(F.sum("pallets").alias("pallets"), F.max("promo").alias("promo"))
    )


def with_lags(df: DataFrame) -> DataFrame:
    w = Window.partitionBy("depot").orderBy("day")
    return (
        df.withColumn("lag_1", F.lag("pallets", 1).over(w))
        .withColumn("lag_7", F.lag("pallets", 7).over(w))
        .withColumn("mean_14", F.avg("pallets").over(w.rowsBetween(-14, -1)))
        .withColumn("weekday", F.dayofweek("day"))
        .dropna()
    )


def main() -> None:
    spark = SparkSession.builder.appName("depot-demand").getOrCreate()
    table = with_lags(daily(spark)).cache()
    train, test = table.randomSplit([0.8, 0.2], seed=7)

    stages = [VectorAssembler(inputCols=INPUTS, outputCol="x"), GBTRegressor(featuresCol="x", labelCol="pallets")]
    model = Pipeline(stages=stages).fit(train)
    mae = RegressionEvaluator(labelCol="pallets", metricName="mae").evaluate(model.transform(test))
    print(f"MAE {mae:.2f}")
    model.write().overwrite().save("/lake/models/depot_demand")


if __name__ == "__main__":
    main()
