#!/usr/bin/env bash
# Measures us against other tools on this machine, in one run: building the model, plain HiGHS on the exported model, simulation.
#
# usage: benches/peers/run.sh [build|highs|simulate]... [--quick] [--only SCENARIO,SCENARIO] [--seconds N]
#
# Needs Python 3.11 or newer with venv and a package index; makes its own environment in target/peers. DRAWDOWN_BENCH may hold
# other options for cargo bench, for example "--profile dev".
set -euo pipefail
cd "$(dirname "$0")/../.."
here=benches/peers
work=target/peers
quick=""
parts=()
only=()
seconds=()
while [ $# -gt 0 ]; do
    case "$1" in
    --quick) quick=--quick ;;
    --only) only=(--only "${2:?--only SCENARIO,SCENARIO}") && shift ;;
    --seconds) seconds=(--seconds "${2:?--seconds N}") && shift ;;
    *) parts+=("$1") ;;
    esac
    shift
done
[ ${#parts[@]} -gt 0 ] || parts=(build highs simulate)

mkdir -p "$work"
if ! [ -x "$work/venv/bin/python" ] || ! cmp -s "$here/requirements.txt" "$work/installed.txt"; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$work/installed.txt"
fi
python="$work/venv/bin/python"
read -ra options <<<"${DRAWDOWN_BENCH:-}"
bench() { cargo bench --quiet "${options[@]}" --bench "$@"; }

for part in "${parts[@]}"; do
    rm -rf "${work:?}/$part"
    mkdir -p "$work/$part"
    case "$part" in
    build)
        bench model -- dump "$work/$part" $quick "${only[@]}" >/dev/null
        "$python" $here/build.py --check ${quick:+--times 1} "$work/$part"/*.json
        ;;
    highs)
        bench gaps -- dump "$work/$part" $quick "${only[@]}" "${seconds[@]}" >/dev/null
        "$python" $here/plain_highs.py ${quick:+--seconds 10} "${seconds[@]}" "$work/$part"
        ;;
    simulate)
        bench simulate -- dump "$work/$part/plan.json" $quick >/dev/null
        "$python" $here/simulate.py ${quick:+--runs 20} "$work/$part/plan.json"
        ;;
    *)
        echo "usage: $0 [build|highs|simulate]... [--quick] [--only SCENARIO,SCENARIO] [--seconds N]" >&2
        exit 2
        ;;
    esac
done
