"""Answers of SciPy and PyTorch on the golden inputs, in double precision, for measure.ts to compare.

    python bench/accuracy/peers.py GOLDEN_FOLDER ANSWER_FOLDER

Writes ANSWER_FOLDER/<peer>.<group>.<key>.f64: the answers of all cases that ask for the key, one after the other, as
little-endian doubles; and prints the versions as one JSON object. Where a package has no such function, the answer is
what its users compose: the composition stands here.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import scipy
import torch
import torch.nn.functional as F
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, expit, log_expit, log_softmax, logsumexp, rel_entr, softmax, xlogy

warnings.filterwarnings("ignore")
np.seterr(all="ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
LN2 = np.log(2)


def one_hot(c):
    return np.arange(len(c["z"])) == c["t"]


def torch_gradient(c, target):
    z = torch.tensor(c["z"][None, :], requires_grad=True)
    F.cross_entropy(z, target).backward()
    return z.grad[0]


def index(c):
    return torch.tensor([int(c["t"])])


def rows(x):
    return torch.tensor(x[None, :])


def tensor(x):
    return torch.tensor(x)


def torch_kl(p, q):
    return F.kl_div(tensor(q).log(), tensor(p), reduction="sum")


def torch_js(c):
    middle = (c["p"] + c["q"]) / 2
    return (torch_kl(c["p"], middle) + torch_kl(c["q"], middle)) / 2


SCIPY = {
    "logits": {
        "softmax": lambda c: softmax(c["z"]),
        "logSoftmax": lambda c: log_softmax(c["z"]),
        "logSumExp": lambda c: logsumexp(c["z"]),
        "softmaxEntropy": lambda c: np.sum(entr(softmax(c["z"]))),
        "loss": lambda c: -log_softmax(c["z"])[int(c["t"])],
        "gradient": lambda c: softmax(c["z"]) - one_hot(c),
        "softLoss": lambda c: -np.sum(np.where(c["y"] > 0, c["y"] * log_softmax(c["z"]), 0)),
        "softGradient": lambda c: softmax(c["z"]) - c["y"],
    },
    "binary": {
        "loss": lambda c: np.logaddexp(0, c["x"]) - c["x"] * c["y"],
        "gradient": lambda c: expit(c["x"]) - c["y"],
    },
    "scalar": {
        "sigmoid": lambda c: expit(c["x"]),
        "softplus": lambda c: np.logaddexp(0, c["x"]),
        "logSigmoid": lambda c: log_expit(c["x"]),
        "log1mExp": lambda c: np.log1p(-np.exp(c["x"])),
    },
    "probability": {
        "surprisal": lambda c: -np.log(c["p"]),
        "surprisalBits": lambda c: -np.log2(c["p"]),
        "binaryEntropy": lambda c: entr(c["p"]) + entr(1 - c["p"]),
        "binaryEntropyBits": lambda c: (entr(c["p"]) + entr(1 - c["p"])) / LN2,
        "binaryLoss": lambda c: -(xlogy(c["y"], c["p"]) + xlogy(1 - c["y"], 1 - c["p"])),
    },
    "distribution": {
        "entropy": lambda c: np.sum(entr(c["p"])),
        "entropyBits": lambda c: np.sum(entr(c["p"])) / LN2,
    },
    "pair": {
        "crossEntropy": lambda c: -np.sum(xlogy(c["p"], c["q"])),
        "crossEntropyBits": lambda c: -np.sum(xlogy(c["p"], c["q"])) / LN2,
        "klDivergence": lambda c: np.sum(rel_entr(c["p"], c["q"])),
        "klDivergenceBits": lambda c: np.sum(rel_entr(c["p"], c["q"])) / LN2,
        "jensenShannonDivergence": lambda c: jensenshannon(c["p"], c["q"]) ** 2,
        "jensenShannonDivergenceBits": lambda c: jensenshannon(c["p"], c["q"], 2) ** 2,
        "jensenShannonDistance": lambda c: jensenshannon(c["p"], c["q"]),
    },
}

TORCH = {
    "logits": {
        "softmax": lambda c: F.softmax(tensor(c["z"]), 0),
        "logSoftmax": lambda c: F.log_softmax(tensor(c["z"]), 0),
        "logSumExp": lambda c: torch.logsumexp(tensor(c["z"]), 0),
        "softmaxEntropy": lambda c: torch.distributions.Categorical(logits=tensor(c["z"])).entropy(),
        "loss": lambda c: F.cross_entropy(rows(c["z"]), index(c)),
        "gradient": lambda c: torch_gradient(c, index(c)),
        "softLoss": lambda c: F.cross_entropy(rows(c["z"]), rows(c["y"])),
        "softGradient": lambda c: torch_gradient(c, rows(c["y"])),
    },
    "binary": {
        "loss": lambda c: F.binary_cross_entropy_with_logits(tensor(c["x"]), tensor(c["y"])),
        "gradient": lambda c: torch.sigmoid(tensor(c["x"])) - c["y"],
    },
    "scalar": {
        "sigmoid": lambda c: torch.sigmoid(tensor(c["x"])),
        "softplus": lambda c: F.softplus(tensor(c["x"])),
        "logSigmoid": lambda c: F.logsigmoid(tensor(c["x"])),
        "log1mExp": lambda c: torch.log1p(-torch.exp(tensor(c["x"]))),
    },
    "probability": {
        "surprisal": lambda c: -torch.log(tensor(c["p"])),
        "surprisalBits": lambda c: -torch.log2(tensor(c["p"])),
        "binaryEntropy": lambda c: torch.special.entr(tensor(np.array([c["p"], 1 - c["p"]]))).sum(),
        "binaryEntropyBits": lambda c: torch.special.entr(tensor(np.array([c["p"], 1 - c["p"]]))).sum() / LN2,
        "binaryLoss": lambda c: F.binary_cross_entropy(tensor(c["p"]), tensor(c["y"])),
    },
    "distribution": {
        "entropy": lambda c: torch.special.entr(tensor(c["p"])).sum(),
        "entropyBits": lambda c: torch.special.entr(tensor(c["p"])).sum() / LN2,
    },
    "pair": {
        "crossEntropy": lambda c: -torch.special.xlogy(tensor(c["p"]), tensor(c["q"])).sum(),
        "crossEntropyBits": lambda c: -torch.special.xlogy(tensor(c["p"]), tensor(c["q"])).sum() / LN2,
        "klDivergence": lambda c: torch_kl(c["p"], c["q"]),
        "klDivergenceBits": lambda c: torch_kl(c["p"], c["q"]) / LN2,
        "jensenShannonDivergence": torch_js,
        "jensenShannonDivergenceBits": lambda c: torch_js(c) / LN2,
        "jensenShannonDistance": lambda c: torch.sqrt(torch_js(c)),
    },
}

INPUTS = ("z", "t", "y", "x", "p", "q")


def inputs(case: dict) -> dict:
    """The input of a case as doubles; strings are the numbers that JSON cannot hold."""
    return {key: np.array(case[key], dtype=np.float64) for key in INPUTS if key in case}


def main(golden: Path, answers: Path) -> None:
    answers.mkdir(parents=True, exist_ok=True)
    for group in SCIPY:
        cases = json.loads((golden / f"{group}.json").read_text())["cases"]
        read = [inputs(case) for case in cases]
        for peer, functions in (("scipy", SCIPY[group]), ("torch", TORCH[group])):
            for key, f in functions.items():
                asked = [c for c, case in zip(read, cases) if key in case]
                found = [np.atleast_1d(np.asarray(f(c), dtype=np.float64)) for c in asked]
                (answers / f"{peer}.{group}.{key}.f64").write_bytes(np.concatenate(found).astype("<f8").tobytes())
        print(f"{group}: {len(cases)} cases", file=sys.stderr)
    print(json.dumps({"scipy": scipy.__version__, "torch": torch.__version__, "numpy": np.__version__}))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
