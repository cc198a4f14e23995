"""One golden case of each group: the input, and for each function the correctly rounded answer with its rest."""

import math
from random import Random

import golden_truths as truths
from golden_exact import plain, scalar as number, vector
from mpmath import mpf, sqrt

ORDERS = (0.25, 0.5, 0.999, 1, 1.0000001, 2, 3.7, 10)


def one_hot(t: int, k: int) -> list[float]:
    return [1.0 if j == t else 0.0 for j in range(k)]


def logits(family: str, z, t: int, y) -> dict:
    at = truths.Logits(z)
    return {
        "family": family,
        "z": plain(list(map(float, z))),
        "t": t,
        "y": plain(list(map(float, y))),
        "softmax": vector(at.softmax()),
        "logSoftmax": vector(at.log_softmax()),
        "logSumExp": number(at.log_sum_exp()),
        "softmaxEntropy": number(at.entropy()),
        "loss": number(at.loss(t)),
        "gradient": vector(at.gradient(one_hot(t, len(z)))),
        "softLoss": number(at.soft_loss(y)),
        "softGradient": vector(at.gradient(y)),
    }


def options(family: str, z, t: int, r: Random) -> dict:
    """The options that change the formula: temperature, label smoothing, z-loss, focal."""
    at = truths.Logits(z)
    temperature = r.choice([0.07, 0.5, 1.7, 3.0, 10 ** r.uniform(-3, 3)])
    warm = truths.Logits(z, temperature)
    epsilon, penalty, gamma = r.choice([0.1, 0.01, r.random()]), 1e-4, r.choice([0.5, 1, 2, 5])
    k = len(z)
    smooth = [mpf(w) * (1 - mpf(epsilon)) + mpf(epsilon) / k for w in one_hot(t, k)]
    case = {
        "family": family,
        "z": plain(z),
        "t": t,
        "temperature": temperature,
        "temperedSoftmax": vector(warm.softmax()),
        "temperedLogSoftmax": vector(warm.log_softmax()),
        "temperedLoss": number(warm.loss(t)),
        "zLoss": penalty,
        "penalisedLoss": number(at.loss(t) + mpf(penalty) * at.log_sum_exp() ** 2),
        "gamma": gamma,
        "focalLoss": number(focal(at, t, mpf(gamma))),
    }
    if -math.inf not in z:
        case |= {"labelSmoothing": epsilon, "smoothedLoss": number(at.soft_loss(smooth))}
    return case


def focal(at: truths.Logits, t: int, gamma):
    """(1 - q)^gamma times the loss, 1 - q from the other classes."""
    others = sum((e for k, e in enumerate(at.terms) if k != t), mpf(0))
    return (others / at.sum) ** gamma * at.loss(t)


def binary(family: str, x: float, y: float) -> dict:
    return {
        "family": family,
        "x": plain(float(x)),
        "y": plain(float(y)),
        "loss": number(truths.binary_loss(x, y)),
        "gradient": number(truths.binary_gradient(x, y)),
    }


def scalar(family: str, x: float) -> dict:
    case = {
        "family": family,
        "x": plain(float(x)),
        "sigmoid": number(truths.sigmoid(x)),
        "softplus": number(truths.softplus(x)),
        "logSigmoid": number(truths.log_sigmoid(x)),
    }
    # ln(1 - e^x): only where the truth is not below the smallest number.
    if -740 < x < 0:
        case["log1mExp"] = number(truths.log1m_exp(x))
    return case


def any_probability(r: Random) -> float:
    near = 2.0 ** -r.uniform(1, 53)
    return r.choice([r.random(), near, 1 - near, 10 ** -r.uniform(0, 320), 0.0, 1.0, 0.5])


def probability(family: str, p: float, y: float) -> dict:
    return {
        "family": family,
        "p": plain(p),
        "y": plain(y),
        "surprisal": number(truths.surprisal(p)),
        "surprisalBits": number(truths.surprisal(p) / truths.LN2),
        "binaryEntropy": number(truths.binary_entropy(p)),
        "binaryEntropyBits": number(truths.binary_entropy(p) / truths.LN2),
        "binaryLoss": number(truths.binary_probability_loss(p, y)),
    }


def distribution(family: str, p, r: Random) -> dict:
    order = r.choice(ORDERS)
    target = r.randrange(len(p))
    nats = truths.entropy(p)
    case = {
        "family": family,
        "p": plain(list(map(float, p))),
        "entropy": number(nats),
        "entropyBits": number(nats / truths.LN2),
        "t": target,
        "brierScore": number(truths.brier_score(p, one_hot(target, len(p)))),
    }
    # Next to order 1 these divide by order - 1 what the sum lacks of 1; 1e-320 of it is no double's business.
    if family != "subnormal":
        case |= {
            "order": order,
            "renyiEntropy": number(truths.renyi_entropy(p, order)),
            "tsallisEntropy": number(truths.tsallis_entropy(p, order)),
        }
    return case


def pair(family: str, p, q) -> dict:
    cross, kl, js = truths.cross_entropy(p, q), truths.kl_divergence(p, q), truths.js_divergence(p, q)
    return {
        "family": family,
        "p": plain(list(map(float, p))),
        "q": plain(list(map(float, q))),
        "crossEntropy": number(cross),
        "crossEntropyBits": number(cross / truths.LN2),
        "klDivergence": number(kl),
        "klDivergenceBits": number(kl / truths.LN2),
        "jensenShannonDivergence": number(js),
        "jensenShannonDivergenceBits": number(js / truths.LN2),
        "jensenShannonDistance": number(sqrt(js)),
    }


def joint(kind: str, table) -> dict:
    information, conditional = truths.mutual_information(table), truths.conditional_entropy(table)
    return {
        "family": kind,
        "joint": plain(table),
        "mutualInformation": number(information),
        "conditionalEntropy": number(conditional),
        "conditionalEntropyBits": number(conditional / truths.LN2),
    }


def elementary(name: str, x: float) -> dict:
    return {"family": name, "x": plain(x), name: number(truths.elementary(name, x))}


def middleness(name: str, x: float) -> int:
    """How far the answer lies from the middle of two doubles: there a rounding is hardest to get right."""
    return 5000 - abs(number(truths.elementary(name, x))[1])
