"""Boiler failure in the next 7 days from daily telemetry."""
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, OneHotEncoder, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F


def add_history(days):
    before = Window.partitionBy("boiler_id").orderBy("day").rowsBetween(-14, -1)
    for c in ("pressure", "flow_temp", "ignitions"):
        days = days.withColumn(f"{c}_mean14", F.avg(c).over(before))
    return days


def add_label(days):
    ahead = Window.partitionBy("boiler_id").orderBy("day").rowsBetween(1, 7)
    return days.withColumn("label", F.max("failed").over(ahead).cast("double")).dropna(subset=["label"])


def flow():
    means = ["pressure_mean14", "flow_temp_mean14", "ignitions_mean14"]
    filled = [f"{c}_filled" for c in means]
    return Pipeline(stages=[
        Imputer(inputCols=means, outputCols=filled),
        StringIndexer(inputCol="model_line", outputCol="line_idx", handleInvalid="keep"),
        OneHotEncoder(inputCols=["line_idx"], outputCols=["line_vec"]),
        VectorAssembler(inputCols=filled + ["line_vec", "age_years"], outputCol="raw"),
        StandardScaler(inputCol="raw", outputCol="features"),
        LogisticRegression(regParam=0.01),
    ])


def main():
    spark = SparkSession.builder.appName("boilers").getOrCreate()
    days = add_label(add_history(spark.read.parquet("/lake/boilers/daily")))
    earlier = days.where(F.col("day") <= "2021-09-20").cache()
    later = days.where(F.col("day") >= "2021-10-01")
    model = flow().fit(earlier)
    scored = model.transform(later)
    evaluator = BinaryClassificationEvaluator(metricName="areaUnderPR")
    print("AUPR", evaluator.evaluate(scored))
    spark.stop()


if __name__ == "__main__":
    main()
