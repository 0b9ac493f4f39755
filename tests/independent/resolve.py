#!/usr/bin/env python3
"""Solves exported models with other solvers: resolve.py FILE... prints `FILE SOLVER OBJECTIVE` for each that is here.

highspy (another build of HiGHS), CBC and GLPK are tried; a solver that is missing is left out.
"""

import re
import shutil
import subprocess
import sys
import tempfile


def with_highspy(path):
    import highspy

    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("mip_rel_gap", 0.0)
    h.setOptionValue("mip_abs_gap", 1e-9)
    if h.readModel(path) != highspy.HighsStatus.kOk:
        raise RuntimeError(f"highspy cannot read {path}")
    h.run()
    if h.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"highspy: {h.getModelStatus()}")
    return h.getInfo().objective_function_value


def with_cbc(path):
    said = subprocess.run(["cbc", path, "-ratio", "0", "-solve", "-quit"], capture_output=True, text=True, check=True)
    # With and without whole numbers.
    found = re.search(r"Objective value:\s+(\S+)", said.stdout) or re.search(r"Optimal objective (\S+)", said.stdout)
    found = found or re.search(r"Optimal - objective value (\S+)", said.stdout)
    if not found:
        raise RuntimeError(f"cbc on {path}: {said.stdout[-1500:]}")
    return float(found.group(1))


def with_glpsol(path):
    with tempfile.NamedTemporaryFile("r") as out:
        kind = "--freemps" if path.endswith(".mps") else "--lp"
        said = subprocess.run(["glpsol", kind, path, "--output", out.name], capture_output=True, text=True, check=True)
        # The name of the objective may be missing; the value never is.
        found = re.search(r"^Objective:.*= (\S+)", open(out.name, encoding="utf-8").read(), re.MULTILINE)
        if not found:
            raise RuntimeError(f"glpsol on {path}: {said.stdout[-1500:]}")
        return float(found.group(1))


def solvers():
    try:
        import highspy  # noqa: F401

        yield "highspy", with_highspy
    except ImportError:
        pass
    if shutil.which("cbc"):
        yield "cbc", with_cbc
    if shutil.which("glpsol"):
        yield "glpsol", with_glpsol


if __name__ == "__main__":
    for name, solve in solvers():
        for path in sys.argv[1:]:
            # Only the last line of each answer counts: solvers print banners.
            print(f"RESULT {path} {name} {solve(path)!r}")
