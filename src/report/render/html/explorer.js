// Deadline and budget as sliders over plans that were solved beforehand: answer, curve, closings and map follow.
const explorer = document.getElementById("explorer");
if (explorer) {
  const all = JSON.parse(explorer.dataset.plans);
  const knob = name => explorer.querySelector(`[data-knob=${name}]`);
  const [deadline, budget, certainty, week] = ["deadline", "budget", "certainty", "week"].map(knob);
  const says = explorer.querySelector(".says"), facts = explorer.querySelector("dl"), drawn = explorer.querySelector(".explored");
  const make = (name, attributes, text) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const picture = (height, label) => {
    const svg = make("svg", {viewBox: `0 0 360 ${height}`, class: "c", role: "img", "aria-label": label});
    drawn.append(svg);
    return svg;
  };
  const short = text => text.length > 17 ? text.slice(0, 16) + "…" : text;
  const dated = (plan, t) => {
    const d = new Date(plan.time[0] + "T00:00:00Z");
    d.setUTCDate(d.getUTCDate() + t * plan.time[1] - (t > 0 ? 1 : 0));
    return spelt(d);
  };
  const longest = Math.max(...all.fields.flat().filter(Boolean).map(p => p.time[2]));
  const top = Math.max(1, ...all.fields.flat().filter(Boolean).flatMap(p => [...p.people, ...p.loads]));
  const x = (t, left, right) => left + t / longest * (right - left);

  const curve = (plan, t) => {
    const svg = picture(200, say("People and loads at the sites under {0}", plan.label));
    svg.append(make("text", {x: 2, y: 12}, say("People and loads at the sites")));
    const y = v => 175 - v / top * 145;
    for (const v of [0, top / 2, top]) {
      svg.append(make("line", {class: "g", x1: 50, x2: 350, y1: y(v), y2: y(v)}));
      svg.append(make("text", {class: "e", x: 46, y: y(v) + 4}, Math.round(v).toLocaleString(tongue)));
    }
    const end = x(plan.time[2], 50, 350);
    svg.append(make("line", {class: "mark", x1: end, x2: end, y1: 22, y2: 175}));
    svg.append(make("text", {class: "q e", x: end - 3, y: 30}, say("deadline")));
    [[plan.people, "s0", say("people")], [plan.loads, "s1", say("loads")]].forEach(([list, colour, name], i) => {
      const points = list.map((v, k) => `${x(k, 50, 350).toFixed(1)},${y(v).toFixed(1)}`).join(" ");
      svg.append(make("polyline", {class: "l " + colour, points}));
      svg.append(make("rect", {class: "f" + i, x: 60 + i * 80, y: 188, width: 9, height: 9}));
      svg.append(make("text", {x: 74 + i * 80, y: 197}, name));
    });
    const at = x(t, 50, 350);
    svg.append(make("line", {class: "cursor", x1: at, x2: at, y1: 22, y2: 175}));
  };
  const closings = (plan, t) => {
    const order = all.sites.map((s, i) => [s.name, plan.sites[i]]).sort((a, b) => (a[1][0] ?? 1e9) - (b[1][0] ?? 1e9));
    const svg = picture(24 + order.length * 17, say("Closings under {0}", plan.label));
    svg.append(make("text", {x: 2, y: 12}, say("When each site closes")));
    order.forEach(([name, [closes, people]], i) => {
      const y = 20 + i * 17, end = x(closes ?? people.length - 1, 118, 276);
      svg.append(make("text", {class: "e", x: 112, y: y + 10}, short(name)));
      svg.append(make("rect", {class: closes === null ? "f1" : "f0", x: 118, y, width: Math.max(1.5, end - 118), height: 12}));
      svg.append(make("text", {x: end + 4, y: y + 10}, closes === null ? say("stays open") : dated(plan, closes)));
    });
    const at = x(t, 118, 276);
    svg.append(make("line", {class: "cursor", x1: at, x2: at, y1: 18, y2: 20 + order.length * 17}));
  };
  const map = (plan, t) => {
    const known = all.sites.map((s, i) => [s, plan.sites[i][1]]).filter(s => s[0].at);
    if (known.length < 2) return;
    const lons = known.map(s => s[0].at[0]), lats = known.map(s => s[0].at[1]);
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const squeeze = Math.max(.2, Math.cos((south + north) / 2 * Math.PI / 180));
    const scale = Math.min(260 / Math.max(.1, (east - west) * squeeze), 220 / Math.max(.1, north - south));
    const height = (north - south) * scale + 80;
    const svg = picture(height, say("People at each site on {0}", dated(plan, t)));
    svg.append(make("rect", {class: "land", x: 0, y: 18, width: 360, height: height - 18}));
    svg.append(make("text", {x: 2, y: 12}, say("People on {0}", dated(plan, t))));
    const most = Math.max(1, ...plan.sites.flatMap(s => s[1])), size = n => 3 + 15 * Math.sqrt(n / most);
    // Names of the largest sites first; where there is no room a name is left to the tooltip and the table.
    const taken = [], names = make("g", {});
    known.sort((a, b) => Math.max(...b[1]) - Math.max(...a[1]));
    for (const [site, people] of known) {
      const cx = 45 + (site.at[0] - west) * squeeze * scale, cy = 50 + (north - site.at[1]) * scale, n = people[Math.min(t, people.length - 1)] || 0;
      const gone = t >= people.length ? 0 : n;
      const dot = make("circle", {class: gone > 0 ? "f0 spot" : "f5", cx, cy, r: gone > 0 ? size(gone) : 2});
      dot.append(make("title", {}, say("{0}: {1} {|person|people}", site.name, gone)));
      svg.append(dot);
      const name = short(site.name), wide = name.length * 6.7, r = size(Math.max(...people)) + 3;
      const beside = [[cx + r, cy + 4], [cx - r - wide, cy + 4], [cx - wide / 2, cy - r - 2], [cx - wide / 2, cy + r + 10]];
      const box = ([x, y]) => [x, y - 11, x + wide, y + 3];
      const free = ([a, b, c, d]) => a >= 0 && c <= 360 && b >= 18 && d <= height && !taken.some(t => a < t[2] && t[0] < c && b < t[3] && t[1] < d);
      const place = beside.find(p => free(box(p)));
      if (place) {
        taken.push(box(place));
        names.append(make("text", {class: "halo", x: place[0], y: place[1]}, name));
      }
    }
    svg.append(names);
  };
  const percent = share => say("{0} %", Math.round(share * 100));
  const sure = (plan, share) => plan && plan.reached && plan.holds !== null && plan.holds >= share;
  // What is sure enough by the same deadline, the least budget first; else by any deadline.
  const surer = share => {
    const by = d => all.budgets.findIndex((_, b) => sure(all.fields[b][d], share));
    const own = Number(deadline.value), others = all.deadlines.map((_, d) => d).filter(d => d !== own && by(d) >= 0);
    const d = by(own) >= 0 ? own : others[0];
    return d === undefined ? say("None of these plans is.") : say("{0} by {1} is.", all.budgets[by(d)], all.deadlines[d]);
  };
  const asked = plan => {
    const share = Number(certainty.value) / 100;
    if (share === 0 || !plan || plan.holds === null) return "";
    return sure(plan, share) ? say("Sure enough: it holds in {0} of the worlds.", percent(plan.holds)) + " " :
      say("Not sure enough: it holds in {0} of the worlds.", percent(plan.holds)) + " " + surer(share) + " ";
  };
  const show = () => {
    const plan = all.fields[budget.value][deadline.value];
    deadline.setAttribute("aria-valuetext", all.deadlines[deadline.value]);
    budget.setAttribute("aria-valuetext", all.budgets[budget.value]);
    const name = (input, words) => { input.parentElement.firstChild.textContent = words + " "; };
    name(deadline, say("Deadline: {0}", all.deadlines[deadline.value]));
    name(budget, say("Budget: {0}", all.budgets[budget.value]));
    const share = Number(certainty.value) / 100;
    certainty.setAttribute("aria-valuetext", percent(share));
    name(certainty, share === 0 ? say("Certainty: any") : say("Certainty: at least {0}", percent(share)));
    facts.replaceChildren();
    drawn.replaceChildren();
    says.classList.toggle("missed", !plan || !plan.reached || (share > 0 && !sure(plan, share)));
    if (!plan) {
      says.textContent = say("No plan was found for this deadline and budget.");
      return;
    }
    says.textContent = (plan.reached ? say("Reached.") : say("Not reached.")) + " " + asked(plan) + plan.says;
    const t = Math.min(Number(week.value), plan.time[2]);
    week.setAttribute("aria-valuetext", dated(plan, t));
    name(week, say("Time: {0}", dated(plan, t)));
    for (const [what, value] of plan.facts) {
      const box = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd"), span = document.createElement("span");
      dt.textContent = what;
      span.className = "value";
      span.textContent = value;
      dd.append(span);
      box.append(dt, dd);
      facts.append(box);
    }
    curve(plan, t);
    closings(plan, t);
    map(plan, t);
  };
  deadline.max = all.deadlines.length - 1;
  budget.max = all.budgets.length - 1;
  week.max = longest;
  deadline.value = Math.floor((all.deadlines.length - 1) / 2);
  budget.value = all.budgets.length - 1;
  week.value = 0;
  certainty.parentElement.hidden = !all.fields.flat().some(p => p && p.holds !== null);
  for (const input of [deadline, budget, certainty, week]) input.addEventListener("input", show);
  explorer.hidden = false;
  show();
}
