from pyspark.ml import Pipeline
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("parcel-delay").getOrCreate()

parcels = spark.read.table("ops.parcels").where("delivered_at is not null")
w = Window.partitionBy("depot_id").orderBy("accepted_at").rowsBetween(-500, -1)

parcels = (
    parcels
    .withColumn("depot_backlog", F.avg("queue_len_at_accept").over(w))
    .withColumn("label", (F.col("delivered_at") > F.col("promised_at")).cast("double"))
    .withColumn("weekday", F.dayofweek("accepted_at").cast("string"))
    .select("accepted_at", "depot_backlog", "weight_g", "distance_km", "carrier", "weekday", "label")
)

train = parcels.where(F.col("accepted_at") < "2023-05-01").persist()
test = parcels.where(F.col("accepted_at") >= "2023-05-15").persist()

stages = [
    Imputer(inputCols=["depot_backlog", "weight_g"], outputCols=["backlog_i", "weight_i"]),
    StringIndexer(inputCols=["carrier", "weekday"], outputCols=["carrier_ix", "weekday_ix"], handleInvalid="keep"),
    OneHotEncoder(inputCols=["carrier_ix", "weekday_ix"], outputCols=["carrier_oh", "weekday_oh"]),
    VectorAssembler(inputCols=["backlog_i", "weight_i", "distance_km"], outputCol="num"),
    StandardScaler(inputCol="num", outputCol="num_z", withMean=True),
    VectorAssembler(inputCols=["num_z", "carrier_oh", "weekday_oh"], outputCol="features"),
    LogisticRegression(maxIter=100, regParam=0.01),
]
fitted = Pipeline(stages=stages).fit(train)
scored = fitted.transform(test)
print("AUC", BinaryClassificationEvaluator().evaluate(scored))
fitted.write().overwrite().save("models/parcel_delay")
