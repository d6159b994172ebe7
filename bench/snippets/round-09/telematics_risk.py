from pyspark.ml.classification import GBTClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import Imputer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("telematics-risk").getOrCreate()

drivers = (
    spark.read.parquet("s3a://telematics/driver_year/")
    .withColumn("label", (F.col("claims") > 0).cast("double"))
    .drop("claims")
)

nums = ["km_total", "night_share", "harsh_brakes_per_100km", "mean_speed", "driver_age"]
filled = [f"{c}_f" for c in nums]

imp = Imputer(inputCols=nums, outputCols=filled, strategy="median").fit(drivers)
drivers = imp.transform(drivers)
drivers = StringIndexer(inputCol="region", outputCol="region_ix", handleInvalid="keep").fit(drivers).transform(drivers)
drivers = VectorAssembler(inputCols=filled + ["region_ix"], outputCol="raw").transform(drivers)
scaler_model = StandardScaler(inputCol="raw", outputCol="features", withMean=True).fit(drivers)
ready = scaler_model.transform(drivers).select("features", "label").cache()
ready.count()

fit_part, hold_part = ready.randomSplit([0.8, 0.2], seed=99)
gbt = GBTClassifier(maxIter=40, maxDepth=5, seed=99)
fitted = gbt.fit(fit_part)

ev = BinaryClassificationEvaluator(metricName="areaUnderROC")
print("AUC:", ev.evaluate(fitted.transform(hold_part)))
spark.stop()
