"""PyTorch and SciPy. Arguments: the folder of inputs, the contestant, the number of threads.

Says its versions in a first line; then reads `task milliseconds` a line and answers
`nanoseconds loss squares`, as serve.ts does.
"""

import json
import sys
import time

import numpy as np

FOLDER, WHO, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])

if WHO == "scipy":
    import scipy
    from scipy.special import entr, log_softmax, rel_entr, softmax

    VERSIONS = {"SciPy": scipy.__version__, "NumPy": np.__version__}
else:
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(THREADS)
    VERSIONS = {"PyTorch": torch.__version__}


def inputs(kind, rows, columns):
    raw = np.fromfile(f"{FOLDER}/{rows}x{columns}.bin", dtype=np.uint8)
    z = raw[: rows * columns * 8].view(np.float64).reshape(rows, columns).astype(kind)
    return z, raw[rows * columns * 8 :].view(np.int32).astype(np.int64)


def masses(kind, rows, columns):
    p = np.fromfile(f"{FOLDER}/{rows}x{columns}.masses", dtype=np.float64)
    p = p.reshape(rows, columns).astype(kind)
    return p, np.roll(p, -1, axis=0)


def measure_by_scipy(p, q, op):
    if op == "entropy":
        return lambda: (entr(p).sum(axis=1).mean(), None)
    return lambda: (rel_entr(p, q).sum(axis=1).mean(), None)


def measure_by_torch(p, q, op):
    p, q = torch.from_numpy(p), torch.from_numpy(q)
    if op == "entropy":
        return lambda: (torch.special.entr(p).sum(1).mean(), None)
    return lambda: ((p * (p.log() - q.log())).sum(1).mean(), None)


def by_scipy(z, labels, op):
    places = np.arange(len(labels))

    def run():
        loss = -log_softmax(z, axis=1)[places, labels].mean()
        if op == "loss":
            return loss, None
        gradient = softmax(z, axis=1)
        gradient[places, labels] -= 1
        gradient /= len(labels)
        return loss, gradient

    return run


def by_autograd(z, labels, op):
    """What users write: a new log-softmax and a new gradient each call."""
    z, labels = torch.from_numpy(z), torch.from_numpy(labels)

    def forward():
        with torch.no_grad():
            return F.cross_entropy(z, labels), None

    def backward():
        x = z.detach().requires_grad_()
        loss = F.cross_entropy(x, labels)
        loss.backward()
        return loss, x.grad

    return forward if op == "loss" else backward


def reused(z, labels, op):
    """By hand, into one buffer."""
    z, labels = torch.from_numpy(z), torch.from_numpy(labels)
    out, places = torch.empty_like(z), torch.arange(len(labels))

    def run():
        torch.softmax(z, 1, out=out)
        loss = -out[places, labels].log().mean()
        out[places, labels] -= 1
        out.mul_(1 / len(labels))
        return loss, out

    return run


def timed(run, milliseconds):
    times = []
    end = time.perf_counter() + milliseconds / 1000
    in_one = 1
    while True:
        start = time.perf_counter()
        for _ in range(in_one):
            run()
        spent = time.perf_counter() - start
        times.append(spent * 1e9 / in_one)
        if spent < 0.0002:
            in_one *= 2
        if time.perf_counter() >= end:
            break
    return float(np.median(times[len(times) // 2 :]))


PREPARE = {"scipy": by_scipy, "torch": by_autograd, "torch-reused": reused}[WHO]
MEASURE = measure_by_scipy if WHO == "scipy" else measure_by_torch
print(json.dumps(VERSIONS), flush=True)
known, run = None, None

for line in sys.stdin:
    name, milliseconds = line.rstrip("\n").rsplit(" ", 1)
    op, kind, rows, columns = name.split()
    warm_up = float(milliseconds) / 2 if known == name else 2 * float(milliseconds)
    try:
        if known != name:
            known, run = None, None
            shape = int(rows), int(columns)
            is_measure = op in ("entropy", "divergence")
            prepare, read = (MEASURE, masses) if is_measure else (PREPARE, inputs)
            known, run = name, prepare(*read(kind, *shape), op)
        start = time.perf_counter()
        loss, gradient = run()
        is_warm = (time.perf_counter() - start) * 1000 > warm_up
        squares = 0.0 if gradient is None else float((np.asarray(gradient, np.float64) ** 2).sum())
        if not is_warm:
            timed(run, warm_up)
        print(timed(run, float(milliseconds)), float(loss), squares, flush=True)
    except Exception as error:
        print("!", repr(error).replace("\n", " "), flush=True)
