"""Minutes of delay of a scheduled bus trip, predicted the evening before."""
from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

DAY = 86400
NUMERIC = ["planned_minutes", "n_stops", "line_delay_7d", "line_delay_28d", "line_trips_28d"]


def with_line_history(trips):
    trips = trips.withColumn("departs_s", F.col("scheduled_departure").cast("timestamp").cast("long"))
    line = Window.partitionBy("line_id").orderBy("departs_s")
    week = line.rangeBetween(-8 * DAY, -2 * DAY)
    month = line.rangeBetween(-29 * DAY, -2 * DAY)
    return (
        trips.withColumn("line_delay_7d", F.avg("delay_min").over(week))
        .withColumn("line_delay_28d", F.avg("delay_min").over(month))
        .withColumn("line_trips_28d", F.count("delay_min").over(month).cast("double"))
        .withColumn("hour", F.hour("scheduled_departure").cast("double"))
        .withColumn("weekday", F.dayofweek("scheduled_departure").cast("double"))
    )


def delay_pipeline():
    filled = [f"{c}_f" for c in NUMERIC]
    return Pipeline(
        stages=[
            Imputer(inputCols=NUMERIC, outputCols=filled),
            StringIndexer(inputCol="depot", outputCol="depot_idx", handleInvalid="keep"),
            VectorAssembler(inputCols=[*filled, "hour", "weekday", "depot_idx"], outputCol="raw"),
            StandardScaler(inputCol="raw", outputCol="features"),
            GBTRegressor(labelCol="delay_min", maxIter=60, maxDepth=5, seed=1),
        ]
    )


def main():
    spark = SparkSession.builder.appName("bus-delays").getOrCreate()
    trips = spark.read.parquet("hdfs:///transit/trips").dropna(subset=["delay_min"])
    trips = with_line_history(trips).cache()
    earlier = trips.where(F.col("scheduled_departure") < "2024-04-01")
    later = trips.where(F.col("scheduled_departure") >= "2024-04-01")

    model = delay_pipeline().fit(earlier)
    evaluator = RegressionEvaluator(labelCol="delay_min", metricName="mae")
    print("MAE", round(evaluator.evaluate(model.transform(later)), 2))
    model.write().overwrite().save("hdfs:///transit/models/delay")
    spark.stop()


if __name__ == "__main__":
    main()
