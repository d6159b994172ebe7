"""How compilers, linkers, image builds and the machine say that something cannot be built or started."""

from __future__ import annotations

from typing import Final

from mle_reviewer.lanes.failures.rule import EVENT, KILLER, ROOT, SYMPTOM, Rule, rule

_BUILT: Final = ("file", "step")

BUILDING: Final[tuple[Rule, ...]] = (
    rule(
        "ci-out-of-memory",
        r"(?:Process completed with exit code 137|exit(?:ed)?(?: with)? (?:code|status):? 137\b|\bOOMKilled\b"
        r"|Out of memory: Kill(?:ed)? process|exited unexpectedly with code 137|signal: 9[ ,(]+SIGKILL"
        r"|The runner has received a shutdown signal.{0,80}memory|died with <Signals\.SIGKILL|oom-kill"
        r"|c\+\+: fatal error: Killed signal terminated program|exitcode ?: ?-9\b|\(signal: 9, SIGKILL)",
        "the process was killed, as the system does when memory runs out (137 is 128 + SIGKILL)",
        "Make it take less (smaller batch or sample, fewer workers or `-n` processes, fewer compiler jobs by "
        "MAX_JOBS), or give the job a larger runner.", KILLER, ("step",),
    ),
    rule(
        "ci-out-of-memory",
        r"^\s*(?:MemoryError\b|numpy\.core\._exceptions\.(?:_ArrayMemoryError|MemoryError)|.{0,60}ArrayMemoryError: "
        r"Unable to allocate (?P<size>[\d.]+ \wi?B)|std::bad_alloc|cc1plus: out of memory"
        r"|java\.lang\.OutOfMemoryError)|FATAL ERROR: .{0,80}JavaScript heap out of memory|"
        r"DefaultCPUAllocator: can't allocate memory: you tried to allocate (?P<bytes>\d+) bytes",
        "memory runs out ({size}{bytes} asked for)",
        "Read or compute it in parts, use a smaller type, or give the job a larger runner.", KILLER,
    ),
    rule(
        "ci-disk-full",
        r"(?:[Nn]o space left on device|\[Errno 28\]|Disk quota exceeded|You are running out of disk space\..{0,60}0 MB"
        r"|There is not enough space on the disk|ENOSPC)",
        "the disk of the runner is full",
        "Free it before (`docker system prune`, unused tool caches), install without a cache (`--no-cache-dir`, the "
        "CPU build where no GPU is used), or write data to a mounted volume.", KILLER, ("step",),
    ),
    rule(
        "ci-library-missing",
        r"(?:ImportError|OSError|error while loading shared libraries|Could not load|libtorch|dlopen)[^\n]{0,200}?"
        r"(?P<library>lib[\w.+-]+?\.(?:so[\d.]*|dylib))[^\n]{0,40}(?:cannot open shared object file|image not found"
        r"|no such file|not found)",
        "the shared library {library} is not installed where this runs",
        "Install the system package that brings {library} in the image or a step before (`apt-get install`), or a "
        "build of the Python package that does not need it (headless, CPU).", KILLER, ("image", "frame", "step"),
    ),
    rule(
        "ci-library-missing",
        r"(?P<library>(?:GLIBC|GLIBCXX|CXXABI)_[\d.]+)'? (?:not found|not defined)|version `(?P<also>GLIBC\w*_[\d.]+)'",
        "the image's C library is older than {library}{also}, which a binary was built for",
        "Use a newer base image, or a build of the package for the older one (manylinux tag).",
        KILLER, ("image", "step"),
    ),
    rule(
        "ci-binary-mismatch",
        r"undefined symbol: (?P<symbol>\w+)|numpy\.dtype size changed, may indicate binary incompatibility"
        r"|A module that was compiled using NumPy 1\.x cannot be run in NumPy (?P<have>[\d.]+)"
        r"|numpy\.core\.multiarray failed to import|_ARRAY_API not found"
        r"|Symbol not found: (?P<also>\w+)|compiled against (?:API|ABI) version",
        "a compiled package was built for another version of a library than the one that is installed",
        "Install both from one lock file and one source; build the extension again after the library changes, or pin "
        "the library to the version that it was built for.", KILLER, ("frame", "step"),
    ),
    rule(
        "ci-cuda-mismatch",
        r"(?:The detected CUDA version \((?P<have>[\d.]+)\) mismatches the version that was used to compile\s*"
        r"(?:PyTorch \((?P<wants>[\d.]+)\))?|The NVIDIA driver on your system is too old \(found version "
        r"(?P<driver>\d+)"
        r"|CUDA driver version is insufficient for CUDA runtime version|no kernel image is available for execution on "
        r"the device|forward compatibility was attempted on non supported HW|nvidia-container-cli: requirement error"
        r"|unsatisfied condition: cuda ?>= ?(?P<need>[\d.]+)|Loaded runtime CuDNN library: (?P<cudnn>[\d.]+) but source"
        r"|cuDNN version incompatibility|NCCL version .{0,40}mismatch|RuntimeError: Failed to find C compiler"
        r"|the provided PTX was compiled with an unsupported toolchain)",
        "driver, CUDA runtime and the build of the framework do not fit together",
        "Take the build of the framework for the CUDA that the machine has (its index names it: cu118, cu121 …), the "
        "same for extensions, and an image whose CUDA the driver supports.", KILLER, ("cuda", "frame", "step"),
    ),
    rule(
        "ci-cuda-missing",
        r"(?:OSError: CUDA_HOME environment variable is not set|CUDA_HOME environment variable is not set"
        r"|nvcc: (?:command )?not found|nvcc was not found|/bin/nvcc'?: No such file|Torch not compiled with CUDA "
        r"enabled|Found no NVIDIA driver on your system|No CUDA GPUs are available"
        r"|CUDA_ERROR_NO_DEVICE|Could not find nvcc|could not select device driver .{0,40}gpu|Can't initialize NVML"
        r"|libcuda\.so\.1: cannot open shared object)",
        "the code or a build asks for CUDA, and this runner has none",
        "Run it on a GPU runner, or choose the device by what is there (`cuda` only if available) and skip what needs "
        "a GPU on that condition; build CUDA extensions in an image with the toolkit.",
        KILLER, ("frame", "package", "step"),
    ),
    rule(
        "ci-native-build-failed",
        r"^\s*(?P<file>[^\s:]{1,300}):(?P<line>\d+):(?:\d+:)? (?:fatal )?error: (?P<what>.{1,300})",
        "the compiler rejects {file}:{line}: {what}",
        "Mend the line, or where it is a header that is missing install the package that brings it (`-dev`, `-devel`); "
        "for a dependency ask for a version that has a wheel.", ROOT, _BUILT,
    ),
    rule(
        "ci-native-build-failed",
        r"^\s*(?P<file>(?:[A-Za-z]:)?[^\s():]{1,300})\((?P<line>\d+)(?:,\d+)?\): (?:fatal )?error(?: \w+)?: "
        r"(?P<what>.{1,300})",
        "the compiler rejects {file}:{line}: {what}",
        "Mend the line; for a dependency ask for a version that has a wheel.", ROOT, _BUILT,
    ),
    rule(
        "ci-native-build-failed",
        r"CMake Error at (?P<file>[^\s:]{1,300}):(?P<line>\d+)(?: \((?P<what>\w+)\))?",
        "CMake stops at {file}:{line} ({what})",
        "Give it what it looks for: the package's `-dev` files, a `CMAKE_PREFIX_PATH`, or a newer CMake.", ROOT, _BUILT,
    ),
    rule(
        "ci-native-build-failed",
        r"(?:error: command '?(?P<what>[\w./+-]*(?:gcc|g\+\+|clang(?:\+\+)?|nvcc|cl\.exe|cc|x86_64-linux-gnu-gcc))'?"
        r" failed|unable to execute '(?P<also>[\w+-]+)': No such file|Microsoft Visual C\+\+ 14\.\d .{0,10}is required"
        r"|No CMAKE_C(?:XX)?_COMPILER could be found|ninja: build stopped|collect2: error|undefined reference to "
        r"`(?P<third>[^']+)'|subprocess\.CalledProcessError: Command '\['(?:ninja|cmake)'|error: linker `cc` not found"
        r"|can't find Rust compiler|Could not find (?:openssl|a package configuration file provided by) "
        r"?(?P<fourth>\S*))",
        "a native extension cannot be built ({what}{also}{third}{fourth})",
        "Install the compiler and headers in a step before (`build-essential`, `python3-dev`), or ask for a version "
        "that has a wheel for the job's Python and platform.", EVENT, ("package", "step"),
    ),
    rule(
        "ci-docker-build-failed",
        r"(?:COPY failed: .{0,200}?|failed to (?:compute cache key|calculate checksum of ref).{0,300}?)"
        r"\"?/?(?P<file>[\w./*-]+)\"?: (?:not found|no such file or directory|file does not exist)"
        r"|COPY failed: file not found in build context or excluded by \.dockerignore: stat (?P<also>[\w./-]+)",
        "the image copies {file}{also}, which the build context does not have",
        "Correct the path (it counts from the build context), check the file in, or take it out of `.dockerignore`.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-docker-build-failed",
        r"(?:manifest for (?P<image>\S+) not found|manifest unknown.{0,40}|(?P<also>[\w./:-]+): failed to resolve "
        r"source "
        r"metadata|pull access denied for (?P<third>\S+?),|no matching manifest for (?P<fourth>\S+))",
        "the image {image}{also}{third} is not to be had (tag gone, misspelt, private, or not for {fourth} this "
        "platform)",
        "Name a tag or digest that exists and that the job may read; log in to the registry before.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-docker-build-failed",
        r"(?:dockerfile parse error|Dockerfile parse error|failed to read dockerfile|unknown instruction: "
        r"(?P<what>\w+))",
        "the Dockerfile cannot be read ({what})", "Mend the line that the log names.", KILLER, ("words", "step"),
    ),
    rule(
        "ci-docker-build-failed",
        r"(?:ERROR: failed to solve: process \"(?P<what>.{1,200}?)\" did not complete|The command "
        r"'(?P<also>.{1,200}?)' "
        r"returned a non-zero code)",
        "a step of the image build fails: {what}{also}", "See what that command says above this line.",
        SYMPTOM, ("step",),
    ),
    rule(
        "ci-docker-build-failed",
        r"Cannot connect to the Docker daemon|permission denied while trying to connect to the Docker daemon",
        "the job has no Docker daemon", "Use a runner (or service `docker:dind`) that has one.", KILLER, ("step",),
    ),
    rule(
        "ci-crash",
        r"(?:Fatal Python error: (?P<what>[\w ]+)|Segmentation fault|Received signal: SIG(?:BUS|SEGV|ABRT|ILL|FPE)"
        r"|exit(?:ed)? (?:code|status):? (?:139|134|-11|-6)\b"
        r"|died with <Signals\.(?:SIGSEGV|SIGABRT|SIGILL|SIGBUS)|core dumped|Illegal instruction|exitcode ?: ?-(?:11"
        r"|6)\b"
        r"|terminate called after throwing an instance of '(?P<also>[^']+)'|Windows fatal exception|worker 'gw\d+' "
        r"crashed)",
        "the process crashed in native code ({what}{also})",
        "Run the same under `python -X faulthandler` to see the Python line; usual causes are two packages with "
        "different native libraries, a wheel for another processor, and threads or forks after a library started.",
        KILLER, ("frame", "step"),
    ),
)  # fmt: skip
