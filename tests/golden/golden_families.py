"""Inputs of the functions of logits: families of vectors, each built to strain one thing, and of single numbers.

Each family is a function of a seeded random.Random (and the number of classes). The names are those of the accuracy table.
"""

import math
from random import Random

INF = math.inf
MAX = 1.7976931348623157e308
LEAST = 5e-324


def whole_parts(r: Random, count: int, alpha: float, total: int) -> list[int]:
    """A Dirichlet draw of whole numbers that sum to the total; some may be 0."""
    draw = [r.gammavariate(alpha, 1) for _ in range(count)]
    scale = math.fsum(draw) or 1.0
    parts = [int(x / scale * total) for x in draw]
    parts[max(range(count), key=lambda k: parts[k])] += total - sum(parts)
    return parts


def partition(r: Random, count: int, alpha: float = 1.0, total: int = 2**53) -> list[float]:
    """A Dirichlet draw cut to multiples of 2^-53 that sum to exactly 1; some may be 0."""
    return [x / total for x in whole_parts(r, count, alpha, total)]


def signed_power(r: Random, low: float, high: float) -> float:
    return r.choice([-1, 1]) * 10 ** r.uniform(low, high)


def normal(r, k):
    """Ordinary logits."""
    return [r.gauss(0, 3) for _ in range(k)]


def dominant(r, k):
    """One logit far above the rest: the loss of the likely class is tiny, and 1 - q loses it."""
    z = normal(r, k)
    z[r.randrange(k)] += r.uniform(20, 700)
    return z


def wide(r, k):
    """z - max is not exact, and its rounding becomes a relative error of exp."""
    offset = r.gauss(0, 100)
    return [r.uniform(-700, 0) + offset for _ in range(k)]


def underflow(r, k):
    return [r.uniform(-1000, 1000) for _ in range(k)]


def huge(r, k):
    return [signed_power(r, 2, 307.9) for _ in range(k)]


def tiny(r, k):
    return [signed_power(r, -300, -5) for _ in range(k)]


def offset(r, k):
    """Ordinary logits around a far centre."""
    centre = signed_power(r, 5, 15)
    return [centre + r.gauss(0, 3) for _ in range(k)]


def ties(r, k):
    """Several equal maxima."""
    z = normal(r, k)
    top = max(z)
    for j in r.sample(range(k), r.randint(2, k)):
        z[j] = top
    return z


def logprob(r, k):
    """Log-probabilities: the log-sum-exp is 0 but for rounding."""
    return [math.log(max(x, 1e-300)) for x in partition(r, k)]


def masked(r, k):
    """-Infinity is a class that is ruled out; at least one stays."""
    z = normal(r, k)
    for j in r.sample(range(k), r.randint(1, k - 1)):
        z[j] = -INF
    return z


def edges(r, k):
    """The ends of the double range, whose difference overflows."""
    return [r.choice([MAX, -MAX, MAX / 2, -MAX / 2, 0.0, LEAST, 2.0**1000]) for _ in range(k)]


def equal(r, k):
    """All the same, at any magnitude: 1/K each, the log-sum-exp is z + ln K."""
    return [signed_power(r, -20, 20)] * k


def neighbours(r, k):
    """Logits a few units in the last place apart."""
    base = signed_power(r, -3, 6)
    return [base + r.randint(-8, 8) * math.ulp(base) for _ in range(k)]


def fringe(r, k):
    """Probabilities among the subnormals and just below."""
    z = [-r.uniform(700, 746) for _ in range(k)]
    z[r.randrange(k)] = r.uniform(-0.5, 0.5)
    return z


def mixed(r, k):
    """Magnitudes of every size side by side."""
    return [signed_power(r, -12, 3) for _ in range(k)]


def staircase(r, k):
    """Terms that halve: every one of them shifts the last bits of the sum."""
    step = r.uniform(0.3, 2)
    return [-step * j + r.uniform(-1e-3, 1e-3) for j in range(k)]


def rivals(r, k):
    """Two logits close to each other far above the rest."""
    z = [r.uniform(-60, -30) for _ in range(k)]
    a, b = r.sample(range(k), 2)
    z[a] = r.gauss(0, 5)
    z[b] = z[a] + signed_power(r, -16, -1)
    return z


def cancelling(r, k):
    """The maximum is minus the logarithm of the rest: the log-sum-exp is all but 0."""
    z = normal(r, k)
    top = max(z)
    shift = top + math.log(math.fsum(math.exp(x - top) for x in z))
    return [x - shift for x in z]


LOGITS = {
    f.__name__: f
    for f in (
        normal, dominant, wide, underflow, huge, tiny, offset, ties, logprob, masked,
        edges, equal, neighbours, fringe, mixed, staircase, rivals, cancelling,
    )
}


def soft_target(r: Random, z: list[float]) -> list[float]:
    """A distribution that sums to exactly 1 and gives nothing to a class that is ruled out."""
    free = [k for k, x in enumerate(z) if x != -INF]
    shares = partition(r, len(free), r.choice([0.2, 1.0, 5.0]))
    y = [0.0] * len(z)
    for k, share in zip(free, shares):
        y[k] = share
    return y


def random_binary(r):
    return r.gauss(0, 6), r.random()


def saturated(r):
    """A confident logit and its own label."""
    x = r.uniform(20, 740) * r.choice([-1, 1])
    return x, 1.0 if x > 0 else 0.0


def wrong(r):
    """A confident logit and the other label."""
    x, y = saturated(r)
    return x, 1 - y


def tinylogit(r):
    return signed_power(r, -300, -5), r.choice([0.0, 1.0, 0.5, r.random()])


def nearlabel(r):
    """The label is a hair from 0 or 1, the logit confident of it."""
    gap = 2.0 ** -r.uniform(20, 52)
    x = r.uniform(1, 60)
    return (x, 1 - gap) if r.random() < 0.5 else (-x, gap)


def huge_binary(r):
    return signed_power(r, 2, 307), r.random()


def faint_label(r):
    """A label among the smallest numbers."""
    return r.gauss(0, 30), r.choice([LEAST, 1e-310, 2.0**-1022, 10 ** -r.uniform(20, 320)])


def balanced(r):
    """The label is the sigmoid of the logit but for rounding: the gradient all but vanishes."""
    x = r.gauss(0, 3)
    return x, 1 / (1 + math.exp(-x))


def boundary(r):
    """Where implementations switch formulas."""
    x = r.choice([0.0, LEAST, math.log(2), 18.0, 33.3, 36.05, 37.0, 709.78, 745.13, 746.0])
    x = (x + r.randint(-2, 2) * math.ulp(x)) * r.choice([-1, 1])
    return x, r.choice([0.0, 1.0, 0.5, r.random()])


BINARY = {
    "random": random_binary, "saturated": saturated, "wrong": wrong, "tinylogit": tinylogit,
    "nearlabel": nearlabel, "huge": huge_binary, "faintlabel": faint_label,
    "balanced": balanced, "boundary": boundary,
}

SCALARS = {
    "normal": lambda r: r.gauss(0, 3),
    "wide": lambda r: r.uniform(-750, 750),
    "tiny": lambda r: signed_power(r, -320, -5),
    "small": lambda r: signed_power(r, -17, 0),
    "boundary": lambda r: boundary(r)[0],
}

ELEMENTARY = {
    "exp": (
        lambda r: r.uniform(-745, 709),
        lambda r: r.uniform(-2, 2),
        lambda r: signed_power(r, -20, -1),
    ),
    "log": (
        lambda r: 10 ** r.uniform(-320, 308),
        lambda r: r.uniform(0.5, 1.5),
    ),
    "log1p": (
        lambda r: 10 ** r.uniform(-308, 3),
        lambda r: -r.random(),
        lambda r: 10 ** r.uniform(-20, -1),
    ),
    "expm1": (
        lambda r: r.uniform(-37, 0),
        lambda r: -(10 ** r.uniform(-20, 0)),
    ),
    "log2": (
        lambda r: 10 ** r.uniform(-320, 308),
        lambda r: r.uniform(0.5, 2),
    ),
}
