"""Inputs of the functions of distributions: single ones, pairs, and joint ones.

Where a family does not say otherwise the entries are multiples of 2^-53 that sum to exactly 1, so that every sensible
definition of a divergence agrees on them.
"""

import math
import struct
from random import Random

from golden_families import LEAST, partition, whole_parts

UNIT = 2**53


def counts(p: list[float]) -> list[int]:
    return [int(x * UNIT) for x in p]


def dirichlet(r: Random, k: int) -> list[float]:
    """What a program gets that divides by a sum: off 1 by rounding."""
    draw = [r.gammavariate(r.choice([0.3, 1.0, 4.0]), 1) + 1e-300 for _ in range(k)]
    total = math.fsum(draw)
    return [x / total for x in draw]


def sparse(r, k):
    return partition(r, k, r.uniform(0.05, 5))


def onehotish(r, k):
    """A hair of probability beside one near 1."""
    hair = [int(UNIT * 2.0 ** -r.uniform(10, 52)) for _ in range(k - 1)]
    hair.insert(r.randrange(k), UNIT - sum(hair))
    return [x / UNIT for x in hair]


def subnormal(r, k):
    """All but one among the smallest numbers; the sum rounds to 1."""
    p = [r.choice([LEAST, 1e-320, 2.0**-1022, 10 ** -r.uniform(300, 323)]) for _ in range(k)]
    p[r.randrange(k)] = 1.0
    return p


def uniform(_r, k):
    return [1 / k] * k


def powers(r, k):
    """Halves, quarters, eighths: entropy in bits is a short binary fraction."""
    p = [2.0**-j for j in range(1, k)] + [2.0 ** (1 - k)]
    r.shuffle(p)
    return p


def single(r, k):
    """Certainty."""
    p = [0.0] * k
    p[r.randrange(k)] = 1.0
    return p


def float32(r, k):
    """Stored in single precision, as models hand it over: the sum is off by 1e-8."""
    return [struct.unpack("f", struct.pack("f", x))[0] for x in dirichlet(r, k)]


def geometric(r, k):
    """Many magnitudes: each tail term still shifts the last bits."""
    ratio = r.uniform(0.05, 0.9)
    weights = [ratio**j for j in range(k)]
    total = math.fsum(weights)
    return [w / total for w in weights]


DISTRIBUTIONS = {
    f.__name__: f
    for f in (dirichlet, sparse, onehotish, subnormal, uniform, powers, single, float32, geometric)
}


def moved(r, p, low, high):
    """p with one pair of entries changed by 2^low .. 2^high units of 2^-53, the sum kept."""
    units = counts(p)
    giver = max(range(len(p)), key=lambda k: units[k])
    taker = r.choice([k for k in range(len(p)) if k != giver])
    step = min(int(2 ** r.uniform(low, high)), units[giver] - 1)
    units[giver] -= step
    units[taker] += step
    return [x / UNIT for x in units]


def positive(r, k, alpha=1.0):
    """A partition without zeros."""
    return [(x + 1) / UNIT for x in whole_parts(r, k, alpha, UNIT - k)]


def random_pair(r, k):
    return positive(r, k), positive(r, k, r.uniform(0.3, 3))


def near(r, k):
    p = positive(r, k)
    return p, moved(r, p, 0, 28)


def nearest(r, k):
    p = positive(r, k)
    return p, moved(r, p, 0, 6)


def rare(r, k):
    """They differ in a class that hardly occurs."""
    units = [max(1, int(UNIT * 2.0 ** -r.uniform(20, 51))) for _ in range(k - 1)]
    p = [x / UNIT for x in units] + [(UNIT - sum(units)) / UNIT]
    return p, moved(r, p, 0, 30)


def subnormal_pair(r, k):
    p, q = subnormal(r, k), subnormal(r, k)
    at = p.index(1.0)
    q = [x if x != 1.0 else 1e-320 for x in q]
    q[at] = 1.0
    return p, q


def moderate(r, k):
    """Every entry moved by a share between 1e-6 and 1, the sum kept."""
    size = 10 ** r.uniform(-6, 0)
    p = positive(r, k)
    q = [x * (1 + size * r.uniform(-0.9, 1)) for x in p]
    total = math.fsum(q)
    units = [max(1, int(x / total * UNIT)) for x in q]
    units[max(range(k), key=lambda j: units[j])] += UNIT - sum(units)
    return p, [x / UNIT for x in units]


def switch(r, k):
    """Ratios at 1/2, 1 and 2, where a kernel changes its formula."""
    p = positive(r, k)
    q = list(p)
    for j in range(0, k - 1, 2):
        share = r.choice([0.5, 1 / 3, 2 / 3, 0.25]) * (1 + r.randint(-2, 2) * 2.0**-50)
        step = int(p[j] * share * UNIT) / UNIT
        q[j], q[j + 1] = p[j] - step, p[j + 1] + step
    return p, q


def swapped(r, k):
    p = positive(r, k, r.uniform(0.1, 3))
    q = list(p)
    r.shuffle(q)
    return p, q


def disjoint(r, k):
    """No class in common: the Jensen-Shannon divergence is ln 2, the others are infinite."""
    p, q = sparse(r, k), sparse(r, k)
    cut = r.randint(1, k - 1)
    p, q = [*p[:cut], *[0.0] * (k - cut)], [*[0.0] * cut, *q[cut:]]
    p[0] += 1 - math.fsum(p)
    q[-1] += 1 - math.fsum(q)
    return p, q


def partial(r, k):
    """Zeros in q where p has none and the other way round, by chance."""
    return sparse(r, k), partition(r, k, 0.1)


def ratio(r, k):
    """p / q overflows, or underflows, in one class."""
    p, q = positive(r, k), positive(r, k)
    small = r.choice([LEAST, 1e-310, 2.0**-1022, 10 ** -r.uniform(30, 320)])
    (p if r.random() < 0.5 else q)[r.randrange(k)] = small
    for x in (p, q):
        x[max(range(k), key=lambda j: x[j])] += 1 - math.fsum(x)
    return p, q


def float32_pair(r, k):
    return float32(r, k), float32(r, k)


PAIRS = {
    "random": random_pair, "near": near, "nearest": nearest, "rare": rare,
    "subnormal": subnormal_pair, "moderate": moderate, "switch": switch, "swapped": swapped,
    "disjoint": disjoint, "partial": partial, "ratio": ratio, "float32": float32_pair,
}


def joint_table(r: Random, rows: int, columns: int, kind: str) -> list[list[float]]:
    """A joint distribution that sums to exactly 1: any, sparse, or all but independent."""
    if kind != "independent":
        flat = partition(r, rows * columns, 0.2 if kind == "sparse" else 1.0)
    else:
        a, b = partition(r, rows, 2.0, 2**26), partition(r, columns, 2.0, 2**26)
        flat = moved(r, [x * y for x in a for y in b], 0, r.choice([1, 20, 40]))
    return [flat[i * columns : (i + 1) * columns] for i in range(rows)]


JOINTS = ("any", "sparse", "independent")
