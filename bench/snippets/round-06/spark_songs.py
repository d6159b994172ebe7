from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import PCA, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("genres").config("spark.sql.shuffle.partitions", 64).getOrCreate()

songs = spark.read.csv("hdfs:///songs/features.csv", header=True, inferSchema=True).dropna()
timbre = [c for c in songs.columns if c.startswith("timbre_")]

songs = StringIndexer(inputCol="genre", outputCol="label").fit(songs).transform(songs)
songs = VectorAssembler(inputCols=timbre + ["tempo", "loudness"], outputCol="raw").transform(songs)

scaler = StandardScaler(inputCol="raw", outputCol="std", withMean=True, withStd=True).fit(songs)
songs = scaler.transform(songs)
pca = PCA(k=20, inputCol="std", outputCol="features").fit(songs)
songs = pca.transform(songs).select("features", "label").persist()
print("explained", pca.explainedVariance.toArray().sum())

train, test = songs.randomSplit([0.75, 0.25], seed=13)
forest = RandomForestClassifier(seed=13)
grid = ParamGridBuilder().addGrid(forest.maxDepth, [8, 12]).addGrid(forest.numTrees, [100, 300]).build()
evaluator = MulticlassClassificationEvaluator(metricName="f1")
search = CrossValidator(estimator=forest, estimatorParamMaps=grid, evaluator=evaluator, numFolds=3, seed=13)

model = search.fit(train)
print("test f1", evaluator.evaluate(model.transform(test)))
spark.stop()
