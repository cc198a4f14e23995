"""Makes zero_table.json: what packages answer when they predicted 0 and it happened.

Every loss function that takes probabilities is asked for the loss of one example of two classes,
prediction (q, 1 - q), the first class true, at five q; for its slope by q at 0; and for the loss of
one example of five classes whose "probabilities" add up to 2.

Usage: python make_zero_table.py
Measures the packages that it can import (torch, scipy, scikit-learn, keras, optax) and keeps the
rows of the others as they were recorded; make_zero_table_tfjs.ts measures TensorFlow.js.
"""

import importlib
import importlib.metadata
import json
import os
import warnings
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("JAX_ENABLE_X64", "1")
TABLE = Path(__file__).with_name("zero_table.json")
PREDICTED = [0, 1e-50, 1e-12, 0.5, 1]
SEED = [0.1, 0.5, 0.1, 0.1, 0.2]
TWICE = [0.2, 1.0, 0.2, 0.2, 0.4]


def number(x):
    """A number as JSON can hold it: NaN and the infinities as words."""
    x = float(x.detach() if hasattr(x, "detach") else x)
    if x != x:
        return "NaN"
    return x if abs(x) != float("inf") else "Infinity" if x > 0 else "-Infinity"


def one_hot(classes):
    return [1.0] + [0.0] * (classes - 1)


def answer(loss, q):
    """The loss, or what was said in place of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return number(loss(q))
        except Exception as error:
            return type(error).__name__


def row(package, function, rule, loss, slope=None, several=True):
    return {
        "package": package,
        "function": function,
        "rule": rule,
        "losses": [answer(loss, [q, 1 - q]) for q in PREDICTED],
        "slopeAtZero": None if slope is None else answer(slope, [0.0, 1.0]),
        "sumOfTwo": answer(loss, TWICE) if several else None,
    }


def torch_rows():
    import torch
    from torch.nn import functional as F

    def tensor(x, **options):
        return torch.tensor(x, dtype=torch.float64, **options)

    def slope(loss):
        def by_first(q):
            leaf = tensor(q, requires_grad=True)
            loss(leaf).backward()
            return leaf.grad[0]
        return by_first

    def binary(q):
        return F.binary_cross_entropy(q[0], tensor(1.0))

    def likelihood(q):
        return F.nll_loss(q.log()[None], torch.tensor([0]))

    def divergence(q):
        return F.kl_div(q.log()[None], tensor([one_hot(len(q))]), reduction="batchmean")

    def categorical(q):
        return -torch.distributions.Categorical(probs=q).log_prob(torch.tensor(0))

    functions = [
        ("binary_cross_entropy", "log q not below -100", binary, False),
        ("nll_loss(log q)", "none", likelihood, True),
        ("kl_div(log q)", "none; 0 · log 0 is NaN", divergence, True),
        ("Categorical(probs).log_prob", "q divided by its sum, into [2^-52, 1 - 2^-52]", categorical, True),
    ]
    return [
        row("torch", name, rule, lambda q, f=f: f(tensor(q)), slope(f), several)
        for name, rule, f, several in functions
    ]


def scipy_rows():
    from scipy import special, stats

    return [
        row("scipy", "special.rel_entr", "none", lambda q: special.rel_entr(one_hot(len(q)), q).sum()),
        row("scipy", "stats.entropy(p, q)", "q divided by its sum", lambda q: stats.entropy(one_hot(len(q)), q)),
    ]


def sklearn_rows():
    import numpy
    from sklearn.metrics import log_loss

    def loss(dtype):
        return lambda q: log_loss([0], numpy.array([q], dtype), labels=range(len(q)))

    return [
        row("scikit-learn", "log_loss, float64", "q into [2^-52, 1 - 2^-52]", loss("float64")),
        row("scikit-learn", "log_loss, float32", "q into [2^-23, 1 - 2^-23]", loss("float32")),
    ]


def keras_rows():
    import keras
    import torch

    keras.config.set_floatx("float64")

    def tensor(x):
        return torch.tensor([x], dtype=torch.float64)

    def slope(loss):
        def by_first(q):
            leaf = tensor(q).requires_grad_()
            loss(leaf).sum().backward()
            return leaf.grad[0][0]
        return by_first

    losses = keras.losses

    def categorical(q):
        return losses.categorical_crossentropy(tensor(one_hot(q.shape[1])), q)

    def binary(q):
        return losses.binary_crossentropy(tensor([1.0]), q[:, :1])

    def divergence(q):
        return losses.kl_divergence(tensor(one_hot(q.shape[1])), q)

    functions = [
        ("categorical_crossentropy", "q divided by its sum, into [1e-7, 1 - 1e-7]", categorical, True),
        ("binary_crossentropy", "q into [1e-7, 1 - 1e-7]", binary, False),
        ("kl_divergence", "p and q into [1e-7, 1]", divergence, True),
    ]
    return [
        row("keras", name, rule, lambda q, f=f: f(tensor(q)).sum(), slope(f), several)
        for name, rule, f, several in functions
    ]


def optax_rows():
    import jax
    import jax.numpy as jnp
    import optax

    def divergence(q):
        return optax.losses.kl_divergence(jnp.log(q), jnp.array(one_hot(len(q))))

    def slope(q):
        return jax.grad(divergence)(jnp.array(q))[0]

    return [row("optax", "kl_divergence(log q)", "none; 0 · log 0 is NaN", lambda q: divergence(jnp.array(q)), slope)]


def logits_of_torch():
    """What torch answers from logits, where nobody had to write a 0."""
    import torch
    from torch.nn import functional as F

    def case(name, z, target, dtype, loss):
        leaf = torch.tensor([z], dtype=dtype, requires_grad=True)
        value = loss(leaf, torch.tensor(target) if isinstance(target[0], int) else torch.tensor(target, dtype=dtype))
        value.backward()
        return {
            "name": name,
            "logits": [number(x) for x in z],
            "target": target[0],
            "loss": number(value),
            "gradient": [number(x) for x in leaf.grad[0]],
        }

    def from_softmax(z, target):
        return F.nll_loss(F.softmax(z, 1).log(), target)

    far, masked = [0.0, -1000.0], [0.0, 0.0, -float("inf")]
    return [
        case("cross_entropy", far, [1], torch.float64, F.cross_entropy),
        case("nll_loss(log(softmax(z)))", far, [1], torch.float64, from_softmax),
        case("cross_entropy, soft target, masked class", masked, [[0.5, 0.5, 0.0]], torch.float64, F.cross_entropy),
    ]


def main():
    recorded = json.loads(TABLE.read_text()) if TABLE.exists() else {"versions": {}, "rows": [], "fromLogits": []}
    versions, rows = recorded["versions"], recorded["rows"]
    measures = {
        "torch": torch_rows,
        "scikit-learn": sklearn_rows,
        "scipy": scipy_rows,
        "keras": keras_rows,
        "optax": optax_rows,
    }
    for package, measure in measures.items():
        try:
            importlib.import_module("sklearn" if package == "scikit-learn" else package)
        except ImportError:
            print(f"{package}: not installed, its rows are kept")
            continue
        versions[package] = importlib.metadata.version(package)
        fresh = measure()
        rows = [row for row in rows if row["package"] != package] + fresh
        print(f"{package} {versions[package]}: {len(fresh)} rows")
        if package == "torch":
            recorded["fromLogits"] = logits_of_torch()
    order = [*measures, "tfjs"]
    rows.sort(key=lambda row: order.index(row["package"]))
    table = {
        "about": "Losses of the prediction (q, 1 - q), first class true; see make_zero_table.py",
        "versions": dict(sorted(versions.items())),
        "predicted": PREDICTED,
        "rows": rows,
        "fromLogits": recorded["fromLogits"],
    }
    part = TABLE.with_suffix(".part")
    part.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n")
    part.replace(TABLE)


main()
