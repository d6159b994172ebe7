"""Packages by what they are for, as they are imported, and where the changes of their releases are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Databases that run within the program: as modules, and as the dialects that the pages name.
IN_PROCESS: Final = frozenset({"sqlite3", "duckdb"})
IN_PROCESS_DIALECTS: Final = frozenset({"sqlite", "duckdb"})
NETWORKS: Final = ("torch", "pytorch_lightning", "lightning", "torchvision", "torch_geometric", "timm", "accelerate")
TRAINERS: Final = ("pytorch_lightning", "lightning", "accelerate")  # they run the loop of training themselves
ACCELERATED: Final = ("torch", "tensorflow", "jax", "cudf", "cupy")  # they compute on a GPU
DATABASES: Final = ("sqlalchemy", "psycopg2", "psycopg", "pymysql", "sqlite3", "snowflake", "duckdb", "asyncpg")
# The SQL that a server takes which one of these talks to, by names of modules and of adapters of dbt (as sqlfluff calls
# it); what talks to many kinds of servers is not among them.
DIALECTS: Final[Mapping[str, str]] = {
    "psycopg": "postgres", "psycopg2": "postgres", "asyncpg": "postgres", "pg8000": "postgres",
    "postgres": "postgres", "postgresql": "postgres", "redshift_connector": "redshift", "redshift": "redshift",
    "pymysql": "mysql", "MySQLdb": "mysql", "mysql": "mysql", "mariadb": "mariadb",
    "duckdb": "duckdb", "sqlite3": "sqlite", "sqlite": "sqlite", "snowflake": "snowflake", "bigquery": "bigquery",
    "clickhouse_connect": "clickhouse", "clickhouse_driver": "clickhouse", "clickhouse": "clickhouse",
    "trino": "trino", "pyathena": "athena", "athena": "athena", "oracledb": "oracle", "cx_Oracle": "oracle",
    "pyodbc": "tsql", "pymssql": "tsql", "sqlserver": "tsql", "databricks": "databricks", "pyspark": "sparksql",
    "spark": "sparksql",
}  # fmt: skip
# Where projects are published as their code, each at an address of its owner and its name.
CODE_HOSTS: Final = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com")
COMMAND_LINES: Final = ("click", "typer", "rich_click", "cloup")  # their decorators make what a person types

# Distributions whose releases change what a model learns or says, by the name they are imported by.
MOVING: Final[Mapping[str, tuple[str, str]]] = {
    "sklearn": ("scikit-learn", "https://scikit-learn.org/stable/whats_new.html"),
    "pandas": ("pandas", "https://pandas.pydata.org/docs/whatsnew/"),
    "numpy": ("numpy", "https://numpy.org/doc/stable/release.html"),
    "torch": ("torch", "https://github.com/pytorch/pytorch/releases"),
    "mlflow": ("mlflow", "https://github.com/mlflow/mlflow/blob/master/CHANGELOG.md"),
    "xgboost": ("xgboost", "https://xgboost.readthedocs.io/en/stable/changes/"),
    "lightgbm": ("lightgbm", "https://github.com/microsoft/LightGBM/releases"),
    "transformers": ("transformers", "https://github.com/huggingface/transformers/releases"),
}

# Namespaces: everything in them works a figure out of what it is given; is reckoning with numbers; is a kind of number.
FIGURES: Final = ("statsmodels.stats.", "scipy.stats.", "statistics.", "sklearn.metrics.", "math.")
RECKONING: Final = ("numpy.", "math.")
NUMBER_TYPES: Final = ("torch.",)
# What gives numbers by chance: what a model is asked about that is made of them was sent by nobody.
CHANCE: Final = ("numpy.random.", "random.", "torch.rand", "tensorflow.random.", "jax.random.")

# Clients of HTTP, by how their calls begin and end, and the parameters by which a part of an application gets a prefix.
CLIENTS: Final = ("requests.", "httpx.", "aiohttp.", "urllib.request.", "urllib3.")
ASKING: Final = frozenset({"get", "post", "put", "patch", "request", "urlopen", "stream"})
PREFIXES: Final = ("prefix", "url_prefix")

# The server of a framework that is made for development: it takes a thread for each request
# (https://flask.palletsprojects.com/en/stable/server/), and what serves the same applications otherwise.
FOR_DEVELOPMENT: Final = "flask.Flask.run"
SERVERS: Final = (
    "gunicorn", "waitress", "uwsgi", "mod_wsgi", "hypercorn", "uvicorn", "gevent", "eventlet", "cheroot", "cherrypy",
    "passenger", "serverless", "zappa", "mangum", "awsgi", "functions-framework", "functions_framework", "vercel",
    "app engine", "appengine", "app.yaml",
)  # fmt: skip
