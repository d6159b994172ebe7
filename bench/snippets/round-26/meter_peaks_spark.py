"""Peak demand of the coming day for industrial meters."""
import datetime as dt

from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, OneHotEncoder, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.ml.tuning import ParamGridBuilder
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

VALID_FROM = dt.date(2023, 7, 1)
TEST_FROM = dt.date(2023, 10, 1)
HISTORY = ["peak_l1", "peak_l7", "peak_m14", "peak_x14"]


def history(df):
    days = Window.partitionBy("meter_id").orderBy("day")
    past = days.rowsBetween(-14, -1)
    return (
        df.withColumn("peak_l1", F.lag("peak_kw", 1).over(days))
        .withColumn("peak_l7", F.lag("peak_kw", 7).over(days))
        .withColumn("peak_m14", F.avg("peak_kw").over(past))
        .withColumn("peak_x14", F.max("peak_kw").over(past))
        .withColumn("weekday", F.dayofweek("day").cast("string"))
        .filter(F.col("peak_l1").isNotNull())
    )


def pipeline(reg):
    filled = [f"{c}_f" for c in HISTORY]
    return Pipeline(stages=[
        Imputer(inputCols=HISTORY, outputCols=filled),
        StringIndexer(inputCols=["weekday", "sector"], outputCols=["wd_i", "sec_i"], handleInvalid="keep"),
        OneHotEncoder(inputCols=["wd_i", "sec_i"], outputCols=["wd_v", "sec_v"]),
        VectorAssembler(inputCols=filled, outputCol="hist"),
        StandardScaler(inputCol="hist", outputCol="hist_s", withMean=True),
        VectorAssembler(inputCols=["hist_s", "wd_v", "sec_v"], outputCol="features"),
        reg,
    ])


def main():
    spark = SparkSession.builder.appName("meter-peaks").getOrCreate()
    rows = history(spark.read.parquet("hdfs:///meters/daily_peaks"))
    train = rows.filter(F.col("day") < F.lit(VALID_FROM)).cache()
    valid = rows.filter((F.col("day") >= F.lit(VALID_FROM)) & (F.col("day") < F.lit(TEST_FROM))).cache()
    test = rows.filter(F.col("day") >= F.lit(TEST_FROM))

    mae = RegressionEvaluator(labelCol="peak_kw", metricName="mae")
    reg = LinearRegression(labelCol="peak_kw", maxIter=50)
    grid = ParamGridBuilder().addGrid(reg.regParam, [0.01, 0.1, 1.0]).addGrid(reg.elasticNetParam, [0.0, 0.5]).build()
    best, best_mae = None, float("inf")
    for params in grid:
        model = pipeline(reg.copy(params)).fit(train)
        now = mae.evaluate(model.transform(valid))
        if now < best_mae:
            best, best_mae = model, now
    print("valid MAE", best_mae, "test MAE", mae.evaluate(best.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main()
