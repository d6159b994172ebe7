"""How a tensor library says that shapes, devices, types, gradients, loaders, mixed precision or a device fail."""

from __future__ import annotations

from typing import Final

from mle_reviewer.lanes.failures.rule import KILLER, ROOT, Rule, rule

_CODE: Final = ("frame", "step")
_SHAPE: Final = "torch-shape-mismatch"
_SIZES: Final = "Make both agree where the layer is built: derive its size from the data or from the layer before, and "
_DEVICE: Final = (
    "Move model and batch to one device at one place (`.to(device)` gives the moved tensor back), and make new tensors "
    "on the device of those that they meet (`torch.zeros_like`, `device=x.device`, `register_buffer`)."
)
_TYPE: Final = (
    "Bring both to one type before the operation (`.float()`, `.long()` for class indices), and let `autocast` cover "
    "the whole forward pass and the loss rather than a part."
)
_GRAPH: Final = (
    "Keep the path from the parameters to the loss whole: no `detach`, `.data`, `item()` or `no_grad` in between, no "
    "change in place of what backward needs, one backward for each forward."
)

TENSORS: Final[tuple[Rule, ...]] = (
    rule(
        _SHAPE,
        r"mat1 and mat2 shapes cannot be multiplied \(\d+x(?P<have>\d+) and (?P<wants>\d+)x(?P<out>\d+)\)",
        "the input has {have} features and the layer takes {wants} (and gives {out})",
        _SIZES + "print the shape before it once: a Flatten, pooling or embedding before it gives "
        "{have}.", KILLER, _CODE,
    ),
    rule(
        _SHAPE, r"mat1 dim 1 must match mat2 dim 0",
        "the input has another number of features than the layer takes",
        _SIZES + "print the shape before it once.", KILLER, _CODE,
    ),
    rule(
        _SHAPE, r"size mismatch, m1: \[\d+ x (?P<have>\d+)\], m2: \[(?P<wants>\d+) x (?P<out>\d+)\]",
        "the input has {have} features and the layer takes {wants} (and gives {out})",
        _SIZES + "print the shape before it once.", KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"weight of size (?P<weight>\[[\d, ]+\]), expected input(?P<input>\[[\d, ]+\]) to have (?P<wants>\d+) "
        r"channels, but "
        r"got (?P<have>\d+) channels",
        "the input {input} has {have} channels and the convolution (weight {weight}) takes {wants}",
        _SIZES + "check the order of axes (channels come second) and grey against colour images.", KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"size of tensor a \((?P<have>\d+)\) must match the size of tensor b \((?P<wants>\d+)\) at non-singleton "
        r"dimension "
        r"(?P<axis>\d+)",
        "two tensors meet with {have} and {wants} along axis {axis}",
        "Bring both to one size before they meet, and say which axis is meant (`unsqueeze`, "
        "`keepdim=True`).", KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"Expected input batch_size \((?P<have>\d+)\) to match target batch_size \((?P<wants>\d+)\)|Using a target "
        r"size "
        r"\(torch\.Size\((?P<b>\[[\d, ]*\])\)\) that is different to the input size \(torch\.Size\((?P<a>\[[\d, "
        r"]*\])\)\)"
        r"|Target size \(torch\.Size\((?P<d>\[[\d, ]*\])\)\) must be the same as input size "
        r"\(torch\.Size\((?P<c>\[[\d, ]*\])\)\)",
        "prediction ({have}{a}{c}) and target ({wants}{b}{d}) have different sizes",
        "Keep the batch axis through the model (a `view(-1, …)` often folds it away), and give the loss the shape that "
        "it documents.", KILLER, _CODE,
    ),
    rule(
        _SHAPE, r"shape '(?P<wants>\[[^\]]+\])' is invalid for input of size (?P<have>\d+)",
        "{have} values cannot be laid out as {wants}",
        "Work the sizes out from the tensor (`x.flatten(1)`, `x.size(0)`) instead of writing them down.", KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"stack expects each tensor to be equal size, but got (?P<wants>\[[\d, ]*\]) at entry 0 and (?P<have>\[[\d, "
        r"]*\]) at "
        r"entry (?P<entry>\d+)",
        "the examples of one batch differ in size: {wants} at entry 0, {have} at entry {entry}",
        "Bring every example to one size in the dataset's transformation, or give the loader a `collate_fn` that pads.",
        KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"Sizes of tensors must match except in dimension (?P<axis>\d+)\. (?:Expected size (?P<wants>\d+) but got size "
        r"(?P<have>\d+)|Got (?P<a>\d+) and (?P<b>\d+))",
        "what is joined differs beside axis {axis}: {wants}{a} and {have}{b}",
        "Bring them to one size before they are joined (pad, crop, interpolate).", KILLER, _CODE,
    ),
    rule(
        _SHAPE,
        r"size mismatch for (?P<name>[\w.]+): copying a param with shape torch\.Size\((?P<have>\[[\d, ]*\])\) from "
        r"checkpoint,"
        r" the shape in current model is torch\.Size\((?P<wants>\[[\d, ]*\])\)",
        "the checkpoint's `{name}` is {have} and the model's is {wants}",
        "Build the model with the settings that the checkpoint was trained with (keep them beside it), or leave out "
        "this layer on purpose and train it anew.", KILLER, _CODE,
    ),
    rule(
        "torch-checkpoint-mismatch",
        r"Error\(s\) in loading state_dict for (?P<name>\w+)|Missing key\(s\) in state_dict: (?P<keys>.{0,200})"
        r"|Unexpected key\(s\) in state_dict: (?P<also>.{0,200})",
        "the checkpoint does not fit the model {name} {keys}{also}",
        "Load it into the model that it was saved from (same class and settings, `module.` of a parallel wrapper taken "
        "off), and keep `strict=True`.", ROOT, _CODE,
    ),
    rule(
        _SHAPE,
        r"(?:Expected \d\D{0,30}\dD|Expected [\w-]+ input to be|input\.size\(-1\) must be equal to input_size\. "
        r"Expected "
        r"(?P<wants>\d+), got (?P<have>\d+)|running_mean should contain (?P<have2>\d+) elements not (?P<wants2>\d+)"
        r"|normalized_shape=(?P<wants3>\[[\d, ]+\]), expected input with shape .{0,60}got input of "
        r"size(?P<have3>\[[\d, ]+\])"
        r"|Expected target size (?P<wants4>\[[\d, ]+\]), got (?P<have4>\[[\d, ]+\])|Dimension out of range"
        r"|Expected hidden\[?\d?\]? size|Expected (?:more than 1 value per channel|\d-D|3D or 4D|4D)"
        r"|Kernel size can't be greater than actual input size|Calculated padded input size per channel: "
        r"(?P<have5>[^.]{1,40})"
        r"|einsum\(\): |expected sequence of length (?P<wants6>\d+) at dim \d+ \(got (?P<have6>\d+)\)"
        r"|inconsistent tensor size|must be broadcastable|cannot be broadcast)",
        "a layer gets another shape ({have}{have2}{have3}{have4}{have5}{have6}) than it takes ({wants}{wants2}{wants3}"
        "{wants4}{wants6})",
        _SIZES + "check the axes' order and the batch axis.", ROOT, _CODE,
    ),
    rule(
        "torch-device-mismatch",
        r"Expected all tensors to be on the same device, but (?:found at least two devices, (?P<a>[\w:]+) and "
        r"(?P<b>[\w:]+)"
        r"|got .{0,60})|Input type \((?P<c>torch\.cuda\.\w+)\) and weight type \((?P<d>torch\.\w+)\)"
        r"|Input type \((?P<e>torch\.[A-Z]\w+)\) and weight type \((?P<f>torch\.cuda\.\w+)\)|can't convert "
        r"(?P<g>[\w:]+) device "
        r"type tensor to numpy|indices should be either on (?P<h>cpu) or on the same device|module must have its "
        r"parameters "
        r"and buffers on device (?P<i>[\w:]+).{0,80}|Expected object of device type (?P<j>\w+) but got device type "
        r"(?P<k>\w+)"
        r"|Tensor for argument .{0,40}is on (?P<l>\w+), but expected",
        "tensors that meet are on different devices ({a}{c}{e}{g}{h}{i}{j}{l} and "
        "{b}{d}{f}{k})", _DEVICE, KILLER, _CODE,
    ),
    rule(
        "torch-device-mismatch",
        r"Attempting to deserialize object on a CUDA device but torch\.cuda\.is_available\(\) is False|Attempting to "
        r"deserialize "
        r"object on CUDA device (?P<a>\d+) but torch\.cuda\.device_count\(\) is (?P<b>\d+)|Invalid device string"
        r"|invalid device "
        r"ordinal",
        "a checkpoint or tensor asks for a device that this machine does not have",
        "Load with `map_location` and choose the device by what is there.", KILLER, _CODE,
    ),
    rule(
        "torch-type-mismatch",
        r"expected scalar type (?P<wants>\w+) but (?:found|got) (?P<have>\w+)|(?:mat1 and mat2|expected m1 and m2"
        r"|Expected "
        r"query, key, and value to have the same dtype|expected .{0,30}) (?:must|to) have the same dtype(?:, but got:? "
        r"(?P<a>[\w:]+) (?:!=|and) (?P<b>[\w:]+))?|\"(?P<op>\w+)\" not implemented for '(?P<type>\w+)'|Input type "
        r"\((?P<c>[\w:]+)\)"
        r" and (?:weight|bias) type \((?P<d>[\w:.]+)\) should be the same|Found dtype (?P<e>\w+) but expected "
        r"(?P<f>\w+)"
        r"|result type (?P<g>\w+) can't be cast to the desired output type (?P<h>\w+)|Expected tensor for argument "
        r"#\d .{0,40}"
        r"to have .{0,80}scalar types?",
        "the operation meets the types {have}{a}{type}{c}{e}{g} and {wants}{b}{d}{f}{h}", _TYPE, KILLER, _CODE,
    ),
    rule(
        "torch-gradient-error",
        r"element 0 of tensors does not require grad|Trying to backward through the graph a second time|modified by "
        r"an inplace "
        r"operation|a leaf Variable that requires grad (?:is being used|has been used) in an in-place|a view of a "
        r"leaf Variable"
        r"|Can't call numpy\(\) on Tensor that requires grad|appears to not have been used in the graph|Expected to "
        r"have finished "
        r"reduction in the prior iteration|grad can be implicitly created only for scalar outputs|optimizer got an "
        r"empty parameter "
        r"list|can't optimize a non-leaf Tensor|Only Tensors created explicitly by the user|parameters that were not "
        r"used in "
        r"producing loss|Function '\w+' returned nan values",
        "the way of the gradient from the loss to the parameters is broken", _GRAPH, KILLER, _CODE,
    ),
    rule(
        "torch-loader-worker",
        r"DataLoader worker \(pid\(?s?\)? [\d, ]+\) (?:is killed by signal: (?P<a>[\w ]+)|exited unexpectedly)|An "
        r"attempt has been "
        r"made to start a new process before|received 0 items of ancdata|unable to (?:open|mmap|resize) "
        r".{0,20}shared memory"
        r"|Too many open files|Cannot re-initialize CUDA in forked subprocess|Can't pickle local object '(?P<b>[^']+)'"
        r"|cannot pickle '(?P<c>[^']+)' object",
        "a worker of the loader dies or cannot be started ({a}{b}{c})",
        "Give it shared memory (`--shm-size`, fewer workers) where it is killed; start loaders under `if __name__ == "
        '"__main__"`, and give them functions of modules rather than lambdas, and no tensors on a GPU.', KILLER, _CODE,
    ),
    rule(
        "torch-loader-worker",
        r"num_samples should be a positive integer value, but got num_samples=0|(?:default_collate|batch must "
        r"contain tensors)"
        r".{0,160}found (?P<a>.{1,80})",
        "the loader has nothing, or something that it cannot make a batch of ({a})",
        "Check the path that the dataset reads; let `__getitem__` give tensors, numbers or strings.", KILLER, _CODE,
    ),
    rule(
        "torch-amp-error",
        r"No inf checks were recorded for this optimizer|unscale_\(\) has already been called|unscale_\(\) is being "
        r"called after "
        r"step|Attempting to unscale FP16 gradients|step\(\) has already been called since the last update"
        r"|GradScaler is (?:not )?"
        r"(?:enabled|supported)|unsafe to autocast|are unsafe to autocast",
        "mixed precision is not carried through: scaler, optimizer and types do not go together",
        "Scale the loss, call backward on it, step and update through the same scaler once for each step; keep the "
        "parameters in float32, and use the loss that takes logits.", KILLER, _CODE,
    ),
    rule(
        "torch-out-of-memory",
        r"(?:CUDA|HIP|MPS backend|XPU)\s?(?:error: )?out of memory(?:\. Tried to allocate (?P<size>[\d.]+ \wi?B))?"
        r"|OutOfMemoryError: (?:CUDA|HIP|Allocation on device)|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED"
        r"|No available memory for the cache blocks|less than desired GPU memory utilization",
        "the memory of the GPU runs out (asked for {size})",
        "Take a smaller batch with gradients accumulated over several, mixed precision or checkpointing of "
        "activations; "
        "keep no graph alive (`loss.item()`), and score under `no_grad`.", KILLER, _CODE,
    ),
    rule(
        "torch-device-error",
        r"device-side assert triggered|Assertion `(?P<a>[^`']{1,120})[`'] failed|an illegal memory access was "
        r"encountered"
        r"|CUBLAS_STATUS_(?P<b>\w+)|CUDNN_STATUS_(?P<c>\w+)|cuDNN error|(?:CUDA|HIP) error: (?P<d>[\w ,]{1,80})"
        r"|misaligned address"
        r"|unspecified launch failure|index out of range in self|Target (?P<e>-?\d+) is out of bounds",
        "the device stops on an impossible value or state ({a}{b}{c}{d}{e})",
        "The line that is named may be a later one: run once on the CPU or with CUDA_LAUNCH_BLOCKING=1. Most often a "
        "label or index is outside of the number of classes or rows of an embedding.", KILLER, _CODE,
    ),
    rule(
        "torch-collective-error",
        r"ncclUnhandledCudaError|ncclSystemError|ncclInternalError|ncclInvalidUsage|ncclRemoteError|NCCL (?:error"
        r"|WARN .{0,40}error"
        r"|communicator was aborted)|Watchdog caught collective operation timeout|ProcessGroup\w+ .{0,80}timed? ?out"
        r"|DistStoreError"
        r"|DistNetworkError|The server socket has failed to listen|EADDRINUSE|Address already in use|Timed out after "
        r"\d+ seconds "
        r"waiting for clients",
        "processes that train together lose each other",
        "See which process failed first (its own traceback is the cause); every process has to reach the same "
        "collective calls, and ports of side-by-side jobs have to differ.", ROOT, _CODE,
    ),
)  # fmt: skip
