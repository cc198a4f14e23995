"""Makes the golden numbers: seeded inputs, and what mpmath says the answers are.

    python tests/golden/make_golden.py                    the committed files, beside this script
    python tests/golden/make_golden.py --full out/golden  the large set that bench/accuracy measures

Needs mpmath (gmpy2, if there, makes it faster). Nothing of the library under test is used. Worst inputs that a search
found are kept in worst_inputs.json and go into both sets as the family "found".
"""

import argparse
import json
import platform
from pathlib import Path
from random import Random

import golden_cases
import golden_families as families
import golden_truths as truths
import mpmath
from golden_distributions import DISTRIBUTIONS, JOINTS, PAIRS, joint_table

HERE = Path(__file__).parent
DIGITS = 700  # 1 + 1e-323 has to differ from 1, and a tie has to be seen as one
CLASSES = (2, 3, 5, 10, 50)
LARGE = ((1_000, 12), (10_000, 4), (100_000, 2))


class Plan:
    """How many cases of each family, and where the random numbers come from."""

    def __init__(self, seed: int, full: bool):
        self.seed, self.full = seed, full

    def random(self, *names) -> Random:
        return Random("/".join(map(str, (self.seed, self.full, *names))))

    def sizes(self):
        """(K, number of cases) for each number of classes."""
        if self.full:
            return [(k, 44) for k in CLASSES]
        return [(k, 2 if k == 50 else 7) for k in CLASSES]

    def inputs(self, group, table):
        """(family, input) for every family of vectors."""
        for name, make in table.items():
            for k, count in self.sizes():
                r = self.random(group, name, k)
                for _ in range(count):
                    yield name, make(r, k)

    def large(self, group, make):
        """The family of many classes, in the full set only."""
        for k, count in LARGE if self.full else ():
            r = self.random(group, "largeC", k)
            for _ in range(count):
                yield "largeC", make(r, k)

    def singles(self, group, table, few, many):
        for name, make in table.items():
            r = self.random(group, name)
            for _ in range(many if self.full else few):
                yield name, make(r)


def found(group: str) -> list:
    """The inputs that a search for the worst errors came upon."""
    path = HERE / "worst_inputs.json"
    stored = json.loads(path.read_text()) if path.exists() else {}
    return stored.get(group, [])


def logits(plan: Plan):
    r = plan.random("targets")
    inputs = [*plan.inputs("logits", families.LOGITS), *plan.large("logits", families.normal)]
    for family, z in inputs:
        free = [k for k, x in enumerate(z) if x != -families.INF]
        likely = max(free, key=lambda k: z[k])
        t = likely if r.random() < 0.5 else r.choice(free)
        yield golden_cases.logits(family, z, t, families.soft_target(r, z))
    for case in found("logits"):
        yield golden_cases.logits("found", case["z"], case["t"], case["y"])


def options(plan: Plan):
    names = ("normal", "dominant", "wide", "offset", "masked", "rivals", "edges")
    table = {name: families.LOGITS[name] for name in names}
    r = plan.random("options")
    for family, z in plan.inputs("options", table):
        t = r.choice([k for k, x in enumerate(z) if x != -families.INF])
        yield golden_cases.options(family, z, t, r)


def binary(plan: Plan):
    for family, (x, y) in plan.singles("binary", families.BINARY, 25, 500):
        yield golden_cases.binary(family, x, y)
    for case in found("binary"):
        yield golden_cases.binary("found", case["x"], case["y"])


def scalar(plan: Plan):
    for family, x in plan.singles("scalar", families.SCALARS, 60, 2000):
        yield golden_cases.scalar(family, x)
    for case in found("scalar"):
        yield golden_cases.scalar("found", case["x"])


def probability(plan: Plan):
    r = plan.random("probability")
    for _ in range(3000 if plan.full else 200):
        p = golden_cases.any_probability(r)
        yield golden_cases.probability("any", p, golden_cases.any_probability(r))
    for case in found("probability"):
        yield golden_cases.probability("found", case["p"], case["y"])


def distribution(plan: Plan):
    many = DISTRIBUTIONS["dirichlet"]
    r = plan.random("orders")
    inputs = [*plan.inputs("distribution", DISTRIBUTIONS), *plan.large("distribution", many)]
    for family, p in inputs:
        yield golden_cases.distribution(family, p, r)
    for case in found("distribution"):
        yield golden_cases.distribution("found", case["p"], r)


def pair(plan: Plan):
    many = DISTRIBUTIONS["dirichlet"]
    inputs = [*plan.inputs("pair", PAIRS), *plan.large("pair", lambda r, k: (many(r, k), many(r, k)))]
    for family, (p, q) in inputs:
        yield golden_cases.pair(family, p, q)
    for case in found("pair"):
        yield golden_cases.pair("found", case["p"], case["q"])


def joint(plan: Plan):
    for kind in JOINTS:
        r = plan.random("joint", kind)
        for rows, columns in ((2, 2), (2, 3), (3, 5), (6, 4), (10, 10)):
            for _ in range(60 if plan.full else 3):
                yield golden_cases.joint(kind, joint_table(r, rows, columns, kind))


def elementary(plan: Plan):
    """Half of the points at random, half those of many whose answers lie nearest to the middle of two doubles."""
    wished = mpmath.mp.dps
    for name, ranges in families.ELEMENTARY.items():
        r = plan.random("elementary", name)
        mpmath.mp.dps = 40
        points = [draw(r) for draw in ranges for _ in range(20_000)]
        hard = sorted(points, key=lambda x: golden_cases.middleness(name, x))[:60]
        mpmath.mp.dps = wished
        for x in [*points[:: len(points) // 60], *hard]:
            yield golden_cases.elementary(name, x)


GROUPS = {
    f.__name__: f
    for f in (logits, options, binary, scalar, probability, distribution, pair, joint, elementary)
}


def write(path: Path, maker: dict, cases: list) -> None:
    """One case a line, so that a diff shows which moved; written beside, then renamed."""
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    beside = path.with_suffix(".json.part")
    beside.write_text(f'{{"maker":{json.dumps(maker)},"cases":[\n{lines}\n]}}\n')
    beside.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", metavar="FOLDER", help="write the large set there instead")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--digits", type=int, default=DIGITS, help="of mpmath's working precision")
    parser.add_argument("groups", nargs="*", metavar="group", help=f"of {', '.join(GROUPS)}; all")
    wish = parser.parse_args()
    truths.start(wish.digits)
    folder = Path(wish.full) if wish.full else HERE
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(wish.seed, bool(wish.full))
    maker = {
        "script": "tests/golden/make_golden.py",
        "seed": wish.seed,
        "digits": wish.digits,
        "mpmath": mpmath.__version__,
        "python": platform.python_version(),
    }
    for group in wish.groups or GROUPS:
        cases = list(GROUPS[group](plan))
        path = folder / f"{group}.json"
        write(path, maker, cases)
        print(f"{path}: {len(cases)} cases, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
