"""Modelling tools that take one row at a time, each by its fastest public way. All but `lists` can write themselves for a solver.

`lists` is no tool: it keeps the terms in Python lists and shows what the loops alone cost; the others cannot be faster than it.
"""

import gzip
import shutil
from math import inf


class Lists:
    def __init__(self):
        self.columns, self.rows = [], []

    def column(self, name, upper, whole):
        self.columns.append((name, upper, whole))
        return len(self.columns) - 1

    def row(self, name, terms, sense, rhs):
        self.rows.append((name, terms, sense, rhs))

    def objective(self, terms, constant):
        self.cost = terms


class Highspy(Lists):
    """Rows collected and passed at once."""

    def finish(self):
        import highspy
        import numpy as np

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.columns), len(self.rows)
        cost = np.zeros(len(self.columns))
        for a, c in self.cost:
            cost[c] += a
        lp.col_cost_, lp.col_lower_ = cost, np.zeros(len(self.columns))
        lp.col_upper_ = np.array([u for _, u, _ in self.columns])
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if w else kinds.kContinuous for _, _, w in self.columns]
        lp.row_lower_ = np.array([-inf if s == "<" else b for _, _, s, b in self.rows])
        lp.row_upper_ = np.array([inf if s == ">" else b for _, _, s, b in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0] + [len(t) for _, t, _, _ in self.rows])
        lp.a_matrix_.index_ = np.array([c for _, t, _, _ in self.rows for _, c in t])
        lp.a_matrix_.value_ = np.array([a for _, t, _, _ in self.rows for a, _ in t])
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.passModel(lp)

    def save(self, path):
        self.solver.writeModel(path)


class Pulp:
    def __init__(self):
        import pulp

        self.p = pulp
        self.model = pulp.LpProblem("drawdown", pulp.LpMinimize)
        self.senses = {"<": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">": pulp.LpConstraintGE}

    def column(self, name, upper, whole):
        up = None if upper == inf else upper
        return self.p.LpVariable(name, 0, up, self.p.LpInteger if whole else self.p.LpContinuous)

    def row(self, name, terms, sense, rhs):
        sum = self.p.LpAffineExpression([(c, a) for a, c in terms])
        self.model.addConstraint(self.p.LpConstraint(sum, self.senses[sense], name, rhs))

    def objective(self, terms, constant):
        self.model.setObjective(self.p.LpAffineExpression([(c, a) for a, c in terms]))

    def save(self, path):
        self.model.writeMPS(path, rename=True)


class Pyomo:
    def __init__(self):
        import pyomo.environ as pyo
        from pyomo.core.expr.numeric_expr import LinearExpression

        self.pyo, self.sum = pyo, LinearExpression
        self.model = pyo.ConcreteModel()
        self.model.columns, self.model.rows = pyo.VarList(), pyo.ConstraintList()

    def column(self, name, upper, whole):
        v = self.model.columns.add()
        v.setlb(0)
        if upper != inf:
            v.setub(upper)
        v.domain = self.pyo.Binary if whole else self.pyo.Reals
        return v

    def row(self, name, terms, sense, rhs):
        sum = self.sum(constant=0, linear_coefs=[a for a, _ in terms], linear_vars=[c for _, c in terms])
        low, high = (None if sense == "<" else rhs), (None if sense == ">" else rhs)
        self.model.rows.add((low, sum, high))

    def objective(self, terms, constant):
        sum = self.sum(constant=0, linear_coefs=[a for a, _ in terms], linear_vars=[c for _, c in terms])
        self.model.objective = self.pyo.Objective(expr=sum)

    def save(self, path):
        self.model.write(path, format="mps")


class PythonMip:
    def __init__(self):
        import mip

        self.mip = mip
        self.model = mip.Model(solver_name=mip.CBC)
        self.model.verbose = 0
        self.senses = {"<": mip.LESS_OR_EQUAL, "=": mip.EQUAL, ">": mip.GREATER_OR_EQUAL}

    def column(self, name, upper, whole):
        kind = self.mip.BINARY if whole else self.mip.CONTINUOUS
        return self.model.add_var(name=name, lb=0.0, ub=upper, var_type=kind)

    def row(self, name, terms, sense, rhs):
        sum = self.mip.LinExpr([c for _, c in terms], [a for a, _ in terms], -rhs, self.senses[sense])
        self.model.add_constr(sum, name)

    def objective(self, terms, constant):
        self.model.objective = self.mip.LinExpr([c for _, c in terms], [a for a, _ in terms])

    def save(self, path):
        self.model.write(path)
        # CBC adds suffixes of its own.
        with gzip.open(path + ".mps.gz", "rb") as packed, open(path, "wb") as out:
            shutil.copyfileobj(packed, out)


class OrTools:
    def __init__(self):
        from ortools.linear_solver.python import model_builder

        self.sum = model_builder.LinearExpr.weighted_sum
        self.model = model_builder.Model()

    def column(self, name, upper, whole):
        return self.model.new_var(0.0, upper, whole, name)

    def row(self, name, terms, sense, rhs):
        sum = self.sum([c for _, c in terms], [a for a, _ in terms])
        low, high = (-inf if sense == "<" else rhs), (inf if sense == ">" else rhs)
        self.model.add_linear_constraint(sum, low, high, name)

    def objective(self, terms, constant):
        self.model.minimize(self.sum([c for _, c in terms], [a for a, _ in terms]))

    def save(self, path):
        with open(path, "w") as out:
            out.write(self.model.export_to_mps_string())


TOOLS = {
    "lists": Lists,
    "highspy": Highspy,
    "ortools": OrTools,
    "pulp": Pulp,
    "python-mip": PythonMip,
    "pyomo": Pyomo,
}
