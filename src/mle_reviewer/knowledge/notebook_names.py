"""Names that kernels and platforms of notebooks define before any cell runs, and magics by what they do to names."""

from __future__ import annotations

import builtins
from typing import Final

# IPython: what was shown and typed, and how to show and to leave. Python 2: what its kernels had built in.
_SHELL: Final = "display get_ipython In Out exit quit _ __ ___ _i _ii _iii _ih _oh _dh _exit_code __file__ __session__"
_OLD: Final = (
    "raw_input unicode xrange long reduce file unichr basestring execfile cmp reload buffer apply coerce intern"
)
# Databricks, EMR and SageMaker (sparkmagic), Synapse and Fabric, Zeppelin.
_PLATFORMS: Final = (
    "spark sc sqlContext sqlc sqlCtx dbutils displayHTML table sql udf _sqldf z mssparkutils notebookutils HiveContext "
    "pyspark_utils displayMarkdown wandb_config"
)
AMBIENT: Final = frozenset({*dir(builtins), *_SHELL.split(), *_OLD.split(), *_PLATFORMS.split()})

# Magics that bind no name of the notebook: `name` as IPython and its extensions spell it; "!" is the shell.
BINDING_NOTHING: Final = frozenset({
    "!", "alias", "autoreload", "autosave", "bash", "bat", "black", "cat", "cd", "clear", "cls", "cmd", "colors",
    "conda", "config", "cp", "debug", "dirs", "env", "file", "flake8_on", "fs", "help", "hist", "history", "html",
    "javascript", "js", "latex", "less", "ll", "load_ext", "local", "logstart", "lprun", "ls", "mamba", "man",
    "markdown", "matplotlib", "md", "md-sandbox", "memit", "mkdir", "more", "mprun", "mv", "nb_black", "notebook",
    "pdb", "perl", "pfile", "pinfo", "pip", "pip3", "pprint", "precision", "prun", "psource", "pwd",
    "pycodestyle_on", "r", "reload_ext", "rm", "rmdir", "ruby", "save", "scala", "script", "set_env", "sh", "shell",
    "snakeviz", "svg", "sx", "system", "tb", "tensorboard", "tensorflow_version", "time", "timeit", "tree", "uv",
    "watermark", "who", "who_ls", "whos", "writefile", "xmode",
})  # fmt: skip
CAPTURING: Final = frozenset({"capture"})  # its argument becomes a name, and the cell shows nothing
