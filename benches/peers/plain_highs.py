"""Time to a first plan and to gaps of 5 to 0.1 % of HiGHS from PyPI, one run with its own settings, on our exported MPS.

usage: plain_highs.py [--seconds 120] [--threads 2] FOLDER

FOLDER holds SCENARIO.mps, SCENARIO-without-implied.mps, SCENARIO-by-unit.mps and ours.json, as `cargo bench --bench gaps -- dump FOLDER` writes them: our
times are of the same run on the same machine. Reading the files is not timed.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import time
from importlib.metadata import version
from math import inf, isfinite

import highspy

GAPS = (0.05, 0.02, 0.01, 0.005, 0.001)
REACHED = ("first plan", "5 %", "2 %", "1 %", "0.5 %", "0.1 %")
WRITTEN = (("classes", ""), ("without implied", "-without-implied"), ("by unit", "-by-unit"))


def solve(path, seconds, threads):
    h = highspy.Highs()
    h.silent()
    h.setOptionValue("threads", threads)
    h.setOptionValue("mip_rel_gap", GAPS[-1])
    h.readModel(str(path))
    # The clock of HiGHS runs already while it reads.
    h.setOptionValue("time_limit", seconds + h.getRunTime())
    reached = [None] * (1 + len(GAPS))
    clock = time.perf_counter()

    def note(incumbent, bound):
        now = time.perf_counter() - clock
        if abs(incumbent) >= 1e29:
            return
        gap = max(0.0, (incumbent - bound) / max(abs(incumbent), 1e-9))
        for i, goal in enumerate((inf, *GAPS)):
            if gap <= goal + 1e-9 and reached[i] is None:
                reached[i] = now

    def told(event):
        note(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    h.cbMipLogging.subscribe(told)
    h.cbMipImprovingSolution.subscribe(told)
    h.run()
    info = h.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return reached, inf  # without a plan the objective reads 0
    note(info.objective_function_value, info.mip_dual_bound)
    return reached, info.mip_gap


def shown(value, limit):
    return f"> {limit:.0f}" if value is None else f"{value:.1f}"


def percent(gap):
    return "-" if gap is None or not isfinite(gap) else f"{gap * 100:.2f} %"


def ratio(ours, theirs, limit):
    if ours is None:
        return "-"
    return f"≥ {limit / ours:.1f} ×" if theirs is None else f"{theirs / ours:.1f} ×"


def middle(values):
    m = statistics.median_low([inf if v is None else v for v in values])
    return None if m == inf else m


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    ours = json.loads((asked.folder / "ours.json").read_text())
    # The library writes a line of its own to stdout: that goes to stderr, the tables stay whole.
    tables = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.stdout = tables
    print(f"### Plain HiGHS {version('highspy')} from PyPI on the exported model\n")
    print(f"Seconds; at most {asked.seconds:.0f}, {asked.threads} threads.\n")
    print(f"| scenario | who | {' | '.join(REACHED)} | gap at the end |\n|---|---|{'---:|' * (len(REACHED) + 1)}")
    found = {label: [] for label, _ in WRITTEN}
    for name, own in ours.items():
        cells = " | ".join(shown(v, own["limit"]) for v in own["reached"])
        print(f"| {name} | ours | {cells} | {percent(own['gap'])} |")
        for label, suffix in WRITTEN:
            reached, gap = solve(asked.folder / f"{name}{suffix}.mps", asked.seconds, asked.threads)
            found[label].append(reached)
            cells = " | ".join(shown(v, asked.seconds) for v in reached)
            print(f"| | HiGHS, {label} | {cells} | {percent(gap)} |", flush=True)
    head = [f"HiGHS, {label}" for label in found] + [f"times sooner, {label}" for label in found]
    print(f"\n| median to | ours | {' | '.join(head)} |\n|---|{'---:|' * (len(head) + 1)}")
    limit = asked.seconds
    own_limit = next(iter(ours.values()))["limit"]
    for i, what in enumerate(REACHED):
        a = middle([own["reached"][i] for own in ours.values()])
        theirs = [middle([r[i] for r in runs]) for runs in found.values()]
        cells = [shown(a, own_limit)] + [shown(b, limit) for b in theirs] + [ratio(a, b, limit) for b in theirs]
        print(f"| {what} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
