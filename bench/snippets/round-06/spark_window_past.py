from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

CUT = "2024-03-01"


def features(runs):
    by_machine = Window.partitionBy("machine").orderBy("day")
    week = by_machine.rowsBetween(-7, -1)
    return runs.select(
        "machine",
        "day",
        "energy",
        F.lag("energy", 1).over(by_machine).alias("energy_1"),
        F.avg("energy").over(week).alias("energy_7"),
        F.max("load").over(week).alias("load_7"),
        F.dayofweek("day").cast("double").alias("weekday"),
    )


def main():
    spark = SparkSession.builder.appName("energy").getOrCreate()
    runs = spark.table("plant.machine_days").withColumn("day", F.to_date("day"))
    table = features(runs).where(F.col("energy_1").isNotNull())
    train, test = table.where(F.col("day") < CUT), table.where(F.col("day") >= CUT)

    raw = ["energy_1", "energy_7", "load_7", "weekday"]
    filled = [f"{c}_filled" for c in raw]
    pipeline = Pipeline(
        stages=[
            Imputer(inputCols=raw, outputCols=filled),
            VectorAssembler(inputCols=filled, outputCol="raw"),
            StandardScaler(inputCol="raw", outputCol="features"),
            LinearRegression(labelCol="energy", regParam=0.1),
        ]
    )
    model = pipeline.fit(train)
    mae = RegressionEvaluator(labelCol="energy", metricName="mae").evaluate(model.transform(test))
    print("MAE", round(mae, 3))
    spark.stop()


if __name__ == "__main__":
    main()
