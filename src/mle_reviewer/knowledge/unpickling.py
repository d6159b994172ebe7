"""What names mean in a pickle: those that run something when they are called, those of known libraries, and others.

Sources: the Python library reference (what each module can start, open or import), and the deny list of picklescan
1.0.5 (MIT), checked 2026-11-27. Names of Python 2 stand beside their successors, because unpickling translates them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["getattr", "import", "nested", "carrier", "function", "array", "plain"]

_PROCESS: Final = "starts processes or changes the machine"
_CODE: Final = "runs code that it is given"
_IMPORT: Final = "imports whatever it is told"
_NETWORK: Final = "talks to other hosts"
_FILES: Final = "opens, moves or deletes files"
_NATIVE: Final = "calls native code"
_PICKLE: Final = "loads another pickle"

# A name counts with everything below it: `os` is `os.system` too.
_RUNS: Final[dict[str, str]] = {
    name: why
    for why, names in {
        _PROCESS: "os posix nt subprocess _posixsubprocess commands.getoutput commands.getstatusoutput popen2 pty "
        "pexpect "
        "multiprocessing.util.spawnv_passfds "
        "asyncio.create_subprocess_exec asyncio.create_subprocess_shell asyncio.subprocess asyncio.unix_events "
        "asyncio.base_events asyncio.windows_events sys signal _osx_support _aix_support distutils.spawn setuptools "
        "_pyrepl platform.popen platform._syscmd_ver uuid._get_command_stdout uuid._ifconfig_getter "
        "imaplib.IMAP4_stream "
        "webbrowser antigravity pip ensurepip venv test.support torch.utils.collect_env.run "
        "torch._inductor.codecache.compile_file torch.utils.cpp_extension fabric.Connection invoke.run "
        "invoke.Context paramiko "
        "numpy.distutils.exec_command",
        _CODE: "builtins.eval builtins.exec builtins.compile builtins.execfile builtins.apply builtins.breakpoint "
        "builtins.input builtins.help builtins.globals builtins.locals builtins.vars builtins.setattr builtins.delattr "
        "builtins.__build_class__ runpy code.interact code.InteractiveInterpreter code.InteractiveConsole codeop "
        "bdb pdb profile.run profile.runctx profile.Profile cProfile trace.Trace timeit.timeit timeit.repeat "
        "timeit.Timer timeit.main doctest idlelib lib2to3 "
        "pydoc "
        "marshal numpy.f2py numpy.testing._private.utils numpy.testing.utils numpy.testing.rundocs pandas.eval "
        "pandas.core.computation.eval.eval numexpr.evaluate sympy.sympify "
        "torch.jit.unsupported_tensor_ops.execWrapper torch._dynamo.guards.GuardBuilder.get "
        "torch.fx.experimental.symbolic_shapes.ShapeEnv.evaluate_guards_expression "
        "torch.fx.graph_module._exec_with_source "
        "torch.utils.bottleneck torch.utils.data.datapipes.utils.decoder.basichandlers "
        "torch.utils._config_module.ConfigModule.load_config dill._dill._eval_repr dill.dill._eval_repr IPython "
        "threading.Thread threading.Timer sched.scheduler logging.config",
        _IMPORT: "builtins.__import__ builtins.reload importlib imp pkgutil zipimport zipfile.main "
        "site.addsitedir torch.hub torch.package tensorflow.load_op_library tensorflow.load_library",
        _NETWORK: "socket _socket ssl http httplib urllib urllib2 ftplib smtplib poplib imaplib nntplib telnetlib "
        "xmlrpc "
        "xmlrpclib SocketServer socketserver requests.api requests.sessions requests.get requests.post requests.put "
        "requests.request requests.Session aiohttp httpx urllib3 BaseHTTPServer",
        _FILES: "builtins.open builtins.file shutil io.open io.FileIO io.open_code _io.open _io.FileIO _io.open_code "
        "codecs.open pathlib.Path.unlink pathlib.Path.write_text pathlib.Path.write_bytes pathlib.Path.read_text "
        "tempfile fileinput distutils.file_util distutils.dir_util logging.FileHandler logging.handlers tarfile.open "
        "zipfile.ZipFile sqlite3.connect sqlite3.dbapi2.connect _sqlite3.connect dill._dill._create_filehandle mmap",
        _NATIVE: "ctypes _ctypes cffi numpy.ctypeslib",
        _PICKLE: "pickle.load pickle.Unpickler pickle._Unpickler pickle._load pickle._loads _pickle.load "
        "_pickle.Unpickler "
        "cPickle shelve dill.load dill._dill.load cloudpickle.load joblib.load joblib.numpy_pickle.load numpy.load "
        "numpy.lib.npyio.load numpy.lib._npyio_impl.load pandas.read_pickle pandas.io.pickle.read_pickle torch.load "
        "torch.serialization.load torch.jit.load keras.models.load_model tensorflow.keras.models.load_model",
    }.items()
    for name in names.split()
}  # fmt: skip
# Plain values that are pickled by names below those.
_HARMLESS: Final = frozenset({
    "os.PathLike", "os.stat_result", "posix.stat_result", "os.terminal_size", "os.fspath", "posix.fspath", "os.sep",
    "socket.AddressFamily", "socket.SocketKind", "signal.Signals", "signal.Handlers", "ssl.TLSVersion",
    "http.HTTPStatus", "http.HTTPMethod", "urllib.parse", "sys.intern", "sys.maxsize", "importlib.metadata",
    "setuptools._distutils.version", "sys.float_info", "sys.version_info", "sys.stdout", "sys.stderr", "sys.stdin",
})  # fmt: skip
_RENAMED: Final = {"__builtin__": "builtins", "copy_reg": "copyreg", "cPickle": "_pickle", "__builtins__": "builtins"}
_OF_KIND: Final[dict[Kind, str]] = {
    "getattr": "builtins.getattr dill._dill._getattribute dill._dill._get_attr dill.dill._get_attr",
    "import": "cloudpickle.cloudpickle.subimport cloudpickle.subimport cloudpickle.cloudpickle_fast.subimport "
    "dill._dill._import_module dill.dill._import_module",
    "nested": "pickle.loads _pickle.loads dill.loads dill._dill.loads cloudpickle.loads cloudpickle.cloudpickle.loads "
    "torch.storage._load_from_bytes",
    "carrier": "functools.partial operator.attrgetter operator.methodcaller operator.itemgetter _operator.attrgetter "
    "_operator.methodcaller _operator.itemgetter builtins.map builtins.filter types.MethodType",
    "function": "types.FunctionType cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._make_skel_func "
    "cloudpickle.cloudpickle_fast._make_function dill._dill._create_function dill.dill._create_function",
    "array": "joblib.numpy_pickle.NumpyArrayWrapper sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper",
}  # fmt: skip
_KINDS: Final = {name: kind for kind, names in _OF_KIND.items() for name in names.split()}
# What brings code along that was written where the file was made.
_BY_VALUE: Final = ("cloudpickle.", "dill.", "types.CodeType", "types.FunctionType")
_KNOWN: Final = frozenset({
    "numpy", "scipy", "pandas", "sklearn", "joblib", "xgboost", "lightgbm", "catboost", "torch", "torchvision",
    "torchaudio", "torchmetrics", "transformers", "tokenizers", "sentence_transformers", "timm", "ultralytics",
    "pytorch_lightning", "lightning", "lightning_fabric", "keras", "tensorflow", "tensorflow_probability", "jax",
    "flax",
    "optax", "haiku", "imblearn", "category_encoders", "feature_engine", "statsmodels", "prophet", "sktime", "skopt",
    "optuna", "hyperopt", "gensim", "spacy", "thinc", "nltk", "skops", "sklearn_pandas", "mlxtend", "shap", "lifelines",
    "sksurv", "surprise", "implicit", "lightfm", "stable_baselines3", "gym", "gymnasium", "networkx", "polars",
    "pyarrow",
    "dask", "PIL", "cv2", "skimage", "umap", "hdbscan", "pynndescent", "numba", "skorch", "fastai", "fastcore", "onnx",
    "mlflow", "hydra", "omegaconf", "evidently", "torch_geometric", "river", "pmdarima", "nevergrad", "cloudpickle",
    "dill", "builtins", "collections", "copyreg", "datetime", "decimal", "fractions", "functools", "operator",
    "_operator", "pathlib", "re", "_sre", "types", "typing", "enum", "uuid", "random", "_codecs", "codecs", "argparse",
    "logging", "zoneinfo", "pytz", "dateutil", "string", "itertools", "array", "abc", "_io", "io", "weakref",
    "threading",
    "dataclasses", "math", "statistics", "numbers", "ast", "json", "copy", "time", "calendar", "pickle", "_pickle",
    "heapq", "bisect", "queue", "_thread", "contextlib", "warnings", "__main__",
})  # fmt: skip
# Attributes through which anything can be had from anything.
_REVEALING: Final = frozenset({
    "__globals__", "__builtins__", "__subclasses__", "__getattribute__", "__dict__", "__code__", "__import__",
    "__loader__", "__self__", "__mro__", "__bases__", "__base__", "__class__", "__call__", "__closure__", "__reduce__",
    "__reduce_ex__", "__func__", "__wrapped__", "f_globals", "gi_frame", "tb_frame",
})  # fmt: skip
_GIVING: Final = frozenset(
    {"functools", "operator", "_operator", "builtins", "itertools", "types", "weakref", "inspect"}
)
# What calls what it is handed, over and over or later.
_APPLYING: Final = frozenset({
    "functools.reduce", "functools.partialmethod", "builtins.map", "builtins.filter", "builtins.sorted",
    "itertools.starmap", "itertools.accumulate", "itertools.takewhile", "itertools.dropwhile", "itertools.groupby",
    "operator.call",
})  # fmt: skip
_MAKING_CLASSES: Final = frozenset({"builtins.type", "types.new_class", "types.GenericAlias"})
_STARTING: Final = frozenset({
    "system", "popen", "Popen", "spawn", "spawnl", "spawnv", "execv", "execve", "execl", "check_output", "check_call",
    "eval", "exec", "execfile", "__import__", "import_module", "run_module", "run_path", "startfile", "fork",
    "getoutput",
})  # fmt: skip
# Modules of Python that nobody calls one of their own after: reached through another one they are still themselves.
_ROOTS: Final = ("os", "posix", "nt", "subprocess", "builtins", "importlib", "shutil", "ctypes", "pty", "runpy")


def renamed(path: str) -> str:
    """A dotted name as Python 3 calls it."""
    first, dot, rest = path.partition(".")
    return f"{_RENAMED.get(first, first)}{dot}{rest}"


@lru_cache(maxsize=10_000)
def runs(path: str) -> str | None:
    """What a call of this name does that no data needs; None for every other name.

    A module that is reached through another one is still that module: `numpy.os.system` is `os.system`.
    """
    parts = renamed(path).split(".")
    for start in [0, *(at for at in range(1, len(parts) - 1) if parts[at] in _ROOTS)]:
        for end in range(len(parts), start, -1):
            name = ".".join(parts[start:end])
            if name in _HARMLESS:
                return None
            if name in _RUNS:
                return _RUNS[name]
    return next((f"reaches through {part}" for part in parts[1:] if part in _REVEALING), None)


def kind(path: str) -> Kind:
    """What else a call of this name is to a reader of pickles."""
    return _KINDS.get(renamed(path), "plain")


def by_value(path: str) -> bool:
    """Whether this name is there because a function or class stands in the file itself."""
    return path.startswith(_BY_VALUE)


def known(path: str) -> bool:
    """Whether the name is one of Python or of a library that models are made with."""
    return renamed(path).partition(".")[0] in _KNOWN


def gives_callables(path: str) -> bool:
    """Whether what a call of this name gives may be called in its turn though it is no class."""
    return renamed(path).partition(".")[0] in _GIVING and path not in _MAKING_CLASSES


def applies(path: str) -> bool:
    """Whether a call of this name calls what it is handed."""
    return renamed(path) in _APPLYING


def revealing(attribute: str) -> bool:
    """Whether this attribute of any object leads to what runs code."""
    return attribute in _REVEALING or attribute in _STARTING


def starting() -> tuple[str, ...]:
    """The names that code uses which starts or evaluates something."""
    return (*sorted(_STARTING), "subprocess", "socket", "__builtins__")


_NAMES: Final = "|".join((*_ROOTS, "__builtin__", "commands", "socket", "webbrowser"))
_BELOW: Final = rb"((?:\.\w{1,40}){0,3})"
_NAME: Final = rb"([A-Za-z_][\w.]{0,60})"
_TEXT: Final = rb"(?:\x8c(?s:.)|X(?s:.)\x00\x00\x00)"
_MEMO: Final = rb"(?:\x94|q(?s:.)|r(?s:.){4})?"
# A global as it stands in a stream, wherever in a file: `cos\nsystem\n`, or two short texts and STACK_GLOBAL.
SPELLED: Final = (
    re.compile(rb"[ci](" + _NAMES.encode() + rb")" + _BELOW + rb"\n" + _NAME + rb"\n"),
    re.compile(
        rb"[\x8cX](?:(?<=\x8c)(?s:.)|(?<=X)(?s:.)\x00\x00\x00)(" + _NAMES.encode() + rb")" + _BELOW + _MEMO + _TEXT
        + _NAME + _MEMO + rb"\x93"
    ),
)  # fmt: skip
