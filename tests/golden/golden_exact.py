"""From an mpmath number to what a golden file stores: the nearest double, and how far the truth lies from it.

The distance ("rest") is counted in ten-thousandths of a unit in the last place of the nearest double, so that a
reader can tell an error of 0.5001 ulp from one of 0.4999 although the file holds only doubles.
"""

import math

import mpmath

REST_PER_ULP = 10_000
LEAST_EXPONENT = -1074  # of the smallest subnormal


def ulp_exponent(x: float) -> int:
    """The binary exponent of one unit in the last place of x; for 0 that of the smallest subnormal."""
    if x == 0:
        return LEAST_EXPONENT
    return max(math.frexp(x)[1] - 53, LEAST_EXPONENT)


def nearest_double(value: mpmath.mpf) -> float:
    """Rounds to nearest, ties to even, once: mpmath's own float() rounds twice among the subnormals."""
    sign, man, exp, bits = value._mpf_
    man = int(man)
    if man == 0:
        return 0.0
    last = max(bits + exp - 53, LEAST_EXPONENT)
    shift = last - exp
    if shift <= 0:
        whole = man << -shift
    else:
        whole, left = man >> shift, man & ((1 << shift) - 1)
        half = 1 << (shift - 1)
        if left > half or (left == half and whole & 1):
            whole += 1
    try:
        return math.ldexp(-whole if sign else whole, last)
    except OverflowError:
        return -math.inf if sign else math.inf


def rounded(value) -> tuple[float, int]:
    """The nearest double and the rest; infinities have no rest."""
    value = mpmath.mpf(value)
    if mpmath.isinf(value):
        return (math.inf if value > 0 else -math.inf), 0
    if mpmath.isnan(value):
        raise ValueError("no golden is NaN")
    near = nearest_double(value)
    if math.isinf(near):
        return near, 0
    rest = mpmath.ldexp(value - mpmath.mpf(near), -ulp_exponent(near))
    return near, int(mpmath.nint(rest * REST_PER_ULP))


def plain(x):
    """JSON has no NaN, infinities or -0: those are strings. Whole numbers lose their '.0'."""
    if isinstance(x, (list, tuple)):
        return [plain(item) for item in x]
    if not isinstance(x, float):
        return x
    if math.isnan(x) or math.isinf(x):
        return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"
    if x == 0 and math.copysign(1, x) < 0:
        return "-0"
    return int(x) if x.is_integer() and abs(x) < 2**53 else x


def scalar(value) -> list:
    """[nearest double, rest]"""
    return plain(rounded(value))


def vector(values) -> list:
    """[[nearest doubles], [rests]]"""
    pairs = [rounded(value) for value in values]
    return [plain([near for near, _ in pairs]), [rest for _, rest in pairs]]
