"""How many parcels each depot had."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def by_depot():
    bookings = spark.table("lake.bookings").toPandas()  # planted: gathered-to-one-machine
    return bookings.groupby("depot")["weight"].sum()
