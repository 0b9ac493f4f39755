"""Read a plan.json with pandas: a table of closings, people at the sites, spending by heading, and a picture of both.

    drawdown run scenarios/tutorial.toml --out plan
    python examples/read_plan.py plan/plan.json plan.png
"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd


def frames(plan):
    """The rows of a plan as tables."""
    return {key: pd.DataFrame(plan[key]) for key in ("sites", "movements", "stocks", "costs")}


def people_by_week(plan, tables):
    """People at all sites at the end of each period; where nobody is, there is no row."""
    stocks = tables["stocks"]
    people = stocks[stocks["class"].isin(plan["people_classes"])].groupby("period")["quantity"].sum()
    return people.reindex(range(tables["costs"]["period"].max() + 1), fill_value=0.0)


def main(source, picture):
    with open(source, encoding="utf-8") as file:
        plan = json.load(file)
    tables = frames(plan)
    summary = plan["summary"]
    people = people_by_week(plan, tables)
    spent = tables["costs"].groupby("category")["usd"].sum().sort_values(ascending=False)
    print(tables["sites"][["name", "closes_on", "people_start", "cargo_start"]].to_string(index=False))
    print(f"people at the start {people.iloc[0]:.0f}, at the end {people.iloc[-1]:.0f}")
    print(f"spent {spent.sum():.2f}")
    # Nothing is lost between the tables and the summary.
    assert abs(people.iloc[0] - summary["people_total"]) < 0.5
    assert abs(people.iloc[-1] - summary["people_left"]) < 0.5
    assert abs(spent.sum() - summary["cost_usd"]) < 1.0

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    title = f"{summary['people_out']:.0f} of {summary['people_total']:.0f} people get out"
    people.plot(ax=left, drawstyle="steps-post", title=title)
    left.set(xlabel="week", ylabel="people at the sites", ylim=(0, None))
    (spent / 1e6).plot.barh(ax=right, title=f"${spent.sum() / 1e6:.1f}m by heading")
    right.set(xlabel="$ million", ylabel="")
    right.invert_yaxis()
    figure.tight_layout()
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
