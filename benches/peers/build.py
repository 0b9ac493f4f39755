"""Times the building of the same rows in other modelling tools, and prints the ratios to ours.

usage: build.py [--times N] [--check] [--tools linopy,pulp] DUMP.json...

The dumps come from `cargo bench --bench model -- dump FOLDER`. Reading them, importing the tools and solving are not timed. Each tool
runs in a process of its own. With --check each model is written to a file, read by HiGHS, counted, and its relaxation solved:
all have to agree with ours.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

PACKAGES = {"lists": None, "python-mip": "mip"}


def build(tool, data):
    if tool == "linopy":
        from in_linopy import Linopy

        return Linopy(data)
    from rows import write
    from tools import TOOLS

    made = TOOLS[tool]()
    write(data, made)
    if hasattr(made, "finish"):
        made.finish()
    return made


def checked(made):
    """Columns, rows, nonzeros and the optimum of the relaxation, as HiGHS reads the model."""
    import highspy

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model" + getattr(made, "suffix", ".mps"))
        made.save(path)
        h = highspy.Highs()
        h.silent()
        h.readModel(path)
        lp = h.getLp()
        counts = [lp.num_col_, lp.num_row_, len(lp.a_matrix_.value_)]
        h.setOptionValue("solve_relaxation", True)
        h.run()
        return counts + [h.getInfo().objective_function_value]


def one(tool, path, times, check):
    """In a process of its own."""
    with open(path) as file:
        data = json.load(file)
    build(tool, data)  # imports and caches
    seconds = []
    for _ in range(times):
        gc.collect()
        clock = time.perf_counter()
        made = build(tool, data)
        seconds.append(time.perf_counter() - clock)
    found = checked(made) if check and hasattr(made, "save") else None
    print(json.dumps({"seconds": statistics.median(seconds), "found": found}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dumps", nargs="+")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--tools", default="linopy,pyomo,pulp,python-mip,ortools,highspy,lists")
    parser.add_argument("--one")
    asked = parser.parse_args()
    if asked.one:
        return one(asked.one, asked.dumps[0], asked.times, asked.check)
    failed = False
    for path in asked.dumps:
        with open(path) as file:
            data = json.load(file)
        want, ours = data["expected"], data["ours"]
        print(f"### Building the same rows: {os.path.basename(path).removesuffix('.json')}\n")
        print(f"{want['columns']} columns, {want['rows']} rows, {want['nonzeros']} nonzeros;", end=" ")
        print(f"median of {asked.times}; ours expands and prunes the network as well.\n")
        print("| tool | version | seconds | times ours | same model |\n|---|---:|---:|---:|---:|")
        print(f"| drawdown | - | {ours:.4f} | 1 | - |")
        for tool in asked.tools.split(","):
            command = [sys.executable, __file__, "--one", tool, "--times", str(asked.times), path]
            done = subprocess.run(command + ["--check"] * asked.check, capture_output=True, text=True)
            package = PACKAGES.get(tool, tool)
            label = version(package) if package else "-"
            if done.returncode != 0:
                print(done.stderr, file=sys.stderr)
                print(f"| {tool} | {label} | failed | - | - |")
                failed = True
                continue
            result = json.loads(done.stdout.splitlines()[-1])
            verdict = "-"
            if result["found"]:
                same = result["found"][:3] == [want["columns"], want["rows"], want["nonzeros"]]
                close = abs(result["found"][3] - data["relaxed"]) <= 1e-6 * abs(data["relaxed"])
                verdict = "yes" if same and close else f"NO: {result['found']}, relaxation {data['relaxed']}"
                failed |= not (same and close)
            seconds = result["seconds"]
            print(f"| {tool} | {label} | {seconds:.3f} | {seconds / ours:.0f} | {verdict} |", flush=True)
        print()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
