from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

LAGS = (1, 2, 24, 168)


def with_history(rides):
    w = Window.partitionBy("station_id").orderBy("hour_ts")
    for k in LAGS:
        rides = rides.withColumn(f"rides_lag_{k}", F.lag("rides", k).over(w))
    return (
        rides.withColumn("hour", F.hour("hour_ts"))
        .withColumn("dow", F.dayofweek("hour_ts"))
        .dropna()
    )


def main():
    spark = SparkSession.builder.appName("station-demand").getOrCreate()
    rides = with_history(spark.read.table("mobility.station_hours")).persist()
    inputs = [f"rides_lag_{k}" for k in LAGS] + ["hour", "dow", "temperature"]

    train, test = rides.randomSplit([0.8, 0.2], seed=7)
    model = Pipeline(stages=[
        VectorAssembler(inputCols=inputs, outputCol="features"),
        GBTRegressor(labelCol="rides", maxIter=80, seed=7),
    ]).fit(train)
    mae = RegressionEvaluator(labelCol="rides", metricName="mae").evaluate(model.transform(test))
    print(f"MAE of the next hour: {mae:.2f}")


if __name__ == "__main__":
    main()
