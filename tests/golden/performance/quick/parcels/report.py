"""How many parcels each depot had."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def by_depot():
    return spark.table("lake.bookings").groupBy("depot").sum("weight").toPandas()
