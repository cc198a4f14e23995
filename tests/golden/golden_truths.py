"""The mathematics, in mpmath: each function takes exact doubles and returns what the library should answer.

Nothing here is clever: the working precision is far beyond the range of a double, and where it might still fall short
(a term beside one 10^400 times as large) the subtraction from 1 is done before the division.
"""

from mpmath import exp, expm1, inf, log, log1p, mp, mpf, power

LN2 = log(mpf(2))  # overwritten by start(), once the precision is known
NEGLIGIBLE = -5000  # e^-5000 is far below the smallest subnormal, whatever it is multiplied by


def start(digits: int) -> None:
    """Sets the working precision and the constants that depend on it."""
    global LN2
    mp.dps = digits
    LN2 = log(mpf(2))


def exp_or_zero(x):
    return mpf(0) if x < NEGLIGIBLE else exp(x)


def x_log_y(x, y):
    """x ln y with 0 ln 0 = 0."""
    if x == 0:
        return mpf(0)
    return -inf if y == 0 else x * log(y)


class Logits:
    """Everything that is asked of one vector of logits; `others` leaves out one largest term, whose share is 1."""

    def __init__(self, z, temperature=1.0):
        z = [mpf(x) for x in z]
        self.top = max(range(len(z)), key=lambda k: z[k])
        self.maximum = z[self.top]
        self.shifted = [(x - self.maximum) / mpf(temperature) for x in z]
        self.terms = [exp_or_zero(d) for d in self.shifted]
        self.others = sum((e for k, e in enumerate(self.terms) if k != self.top), mpf(0))
        self.sum = 1 + self.others
        self.log_sum = log1p(self.others)

    def softmax(self):
        return [e / self.sum for e in self.terms]

    def log_softmax(self):
        return [d - self.log_sum for d in self.shifted]

    def log_sum_exp(self):
        return self.maximum + self.log_sum

    def loss(self, t):
        return self.log_sum - self.shifted[t]

    def soft_loss(self, y):
        parts = [mpf(w) * (self.log_sum - d) for w, d in zip(y, self.shifted) if w != 0]
        return sum(parts, mpf(0))

    def entropy(self):
        gaps = sum((-d * e for d, e in zip(self.shifted, self.terms) if e != 0), mpf(0))
        return self.log_sum + gaps / self.sum

    def gradient(self, y):
        """q - y, by way of 1 - y and 1 - q where q is the large one."""
        result = []
        for k, (e, w) in enumerate(zip(self.terms, y)):
            if k == self.top:
                result.append((1 - mpf(w)) - self.others / self.sum)
            elif w == 1:
                rest = sum((o for j, o in enumerate(self.terms) if j != k), mpf(0))
                result.append(-rest / self.sum)
            else:
                result.append(e / self.sum - mpf(w))
        return result


def sigmoid(x):
    x = mpf(x)
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def softplus(x):
    x = mpf(x)
    return x + log1p(exp_or_zero(-x)) if x > 0 else log1p(exp_or_zero(x))


def log_sigmoid(x):
    return -softplus(-mpf(x))


def log1m_exp(x):
    """ln(1 - e^x) for x <= 0, through the series where e^x is 1 to all digits."""
    x = mpf(x)
    if x == 0:
        return -inf
    return log(-expm1(x)) if x > -1 else log1p(-exp_or_zero(x))


def binary_loss(x, y):
    """-y ln s - (1 - y) ln(1 - s) with s = sigmoid(x), as two terms of one sign."""
    y = mpf(y)
    parts = [(y, softplus(-mpf(x))), (1 - y, softplus(x))]
    return sum((w * s for w, s in parts if w != 0), mpf(0))


def binary_gradient(x, y):
    x, y = mpf(x), mpf(y)
    return (1 - y) - sigmoid(-x) if x >= 0 else sigmoid(x) - y


def binary_probability_loss(q, y):
    q, y = mpf(q), mpf(y)
    return -x_log_y(y, q) - (mpf(0) if y == 1 else -inf if q == 1 else (1 - y) * log1p(-q))


def surprisal(q):
    return inf if q == 0 else -log(mpf(q))


def entropy(p):
    return cross_entropy(p, p)


def binary_entropy(p):
    p = mpf(p)
    return -x_log_y(p, p) - (mpf(0) if p == 1 else (1 - p) * log1p(-p))


def cross_entropy(p, q):
    return -sum((x_log_y(mpf(a), mpf(b)) for a, b in zip(p, q)), mpf(0))


def kl_divergence(p, q):
    """The sum of p ln(p / q) on the doubles given, whatever they sum to."""
    total = mpf(0)
    for a, b in zip(map(mpf, p), map(mpf, q)):
        if a > 0:
            total += inf if b == 0 else a * log(a / b)
    return total


def js_divergence(p, q):
    p, q = [mpf(a) for a in p], [mpf(b) for b in q]
    middle = [(a + b) / 2 for a, b in zip(p, q)]
    return (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2


def renyi_entropy(p, order):
    p = [mpf(a) for a in p if a > 0]
    if order == 1:
        return entropy(p)
    if order == float("inf"):
        return -log(max(p))
    return log(sum(power(a, mpf(order)) for a in p)) / (1 - mpf(order))


def tsallis_entropy(p, order):
    p = [mpf(a) for a in p if a > 0]
    if order == 1:
        return entropy(p)
    return (1 - sum(power(a, mpf(order)) for a in p)) / (mpf(order) - 1)


def mutual_information(joint):
    cells = [[mpf(x) for x in row] for row in joint]
    rows = [sum(row) for row in cells]
    columns = [sum(column) for column in zip(*cells)]
    parts = (
        x * log(x / (rows[i] * columns[j]))
        for i, row in enumerate(cells)
        for j, x in enumerate(row)
        if x > 0
    )
    return sum(parts, mpf(0))


def conditional_entropy(joint):
    """H(column | row)"""
    cells = [[mpf(x) for x in row] for row in joint]
    return sum((x * log(sum(row) / x) for row in cells for x in row if x > 0), mpf(0))


def brier_score(q, y):
    return sum(((mpf(a) - mpf(b)) ** 2 for a, b in zip(q, y)), mpf(0))


def elementary(name: str, x):
    """One of the functions of Math that the library is built on."""
    x = mpf(x)
    return log(x) / LN2 if name == "log2" else {"exp": exp, "log": log, "log1p": log1p, "expm1": expm1}[name](x)
