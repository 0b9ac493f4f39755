"use strict";
// Everything here adds to what the page shows without it: a slider for the map, values under the pointer, tables opened for paper.
// The English text is the key of its translation; a page in English has none.
const words = JSON.parse(document.body.dataset.words || "{}");
const tongue = document.documentElement.lang === "en" ? "en-US" : document.documentElement.lang;
const shown = value => typeof value === "number" ? value.toLocaleString(tongue) : value;
const plural = new Intl.PluralRules(tongue);
// `{|person|people}` follows the number of the place before it, `{0|person|people}` that of its own, as in the program's other texts.
const say = (text, ...values) => {
  let before = 0;
  return (words[text] || text).replace(/\{(\d)\}|\{(\d?)\|([^|}]*)\|([^}]*)\}/g, (_, at, of, one, many) => {
    if (at !== undefined) { before = at; return shown(values[at]); }
    return plural.select(values[of || before]) === "one" ? one : many;
  });
};
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map(m => words[m] || m);
const spelt = d => (words[d.getUTCDate()] || d.getUTCDate()) + " " + months[d.getUTCMonth()] + " " + d.getUTCFullYear();
const day = (plane, t) => {
  const d = new Date(plane.dataset.start + "T00:00:00Z");
  d.setUTCDate(d.getUTCDate() + t * Number(plane.dataset.days) - (t > 0 ? 1 : 0));
  return spelt(d);
};
const when = (plane, t) => t === 0 ? say("start, {0}", day(plane, 0)) : say("{0} {1}, to {2}", plane.dataset.unit, t, day(plane, t));
const numbers = (text) => text.split(",").map(Number);

for (const slider of document.querySelectorAll(".slider")) {
  const figure = slider.closest("figure"), plane = figure.querySelector(".plane-map");
  const input = slider.querySelector("input"), out = slider.querySelector("output");
  const links = [...figure.querySelectorAll("line[data-w]")].map(l => [l, l.getAttribute("stroke-width"), numbers(l.dataset.w)]);
  const spots = [...figure.querySelectorAll("circle[data-r]")].map(c => [c, numbers(c.dataset.r), Number(c.dataset.max)]);
  const most = Math.max(1, ...links.flatMap(l => l[2]));
  slider.hidden = false;
  const show = () => {
    const t = Number(input.value);
    const counted = spots.filter(s => s[0].closest(".wide"));
    const people = Math.round(counted.reduce((sum, s) => sum + (s[1][t] || 0), 0));
    const told = t === 0 ? say("the whole plan; circles: the start") : say("{0}: {1} {|person|people} at the sites", when(plane, t), people);
    out.textContent = told;
    input.setAttribute("aria-valuetext", told);
    for (const [l, whole, flow] of links) {
      const moves = t === 0 || flow[t] > 0, arrow = l.nextElementSibling;
      l.setAttribute("stroke-width", t === 0 ? whole : moves ? 1 + 7 * Math.sqrt(flow[t] / most) : 0);
      if (arrow && arrow.classList.contains("arrow")) arrow.setAttribute("visibility", moves ? "visible" : "hidden");
    }
    for (const [c, list, max] of spots) c.setAttribute("r", list[t] > 0.5 ? 3 + 19 * Math.sqrt(list[t] / max) : 2);
  };
  input.addEventListener("input", show);
  show();
}

for (const plane of document.querySelectorAll("g.plane")) {
  const svg = plane.ownerSVGElement, d = plane.dataset;
  const series = [...plane.querySelectorAll("path[data-v]")].map(p => [p.dataset.n, numbers(p.dataset.v)]);
  const told = document.createElement("output");
  told.className = "told";
  svg.parentElement.after(told);
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", d.top);
  cursor.setAttribute("y2", Number(d.top) + Number(d.height));
  cursor.setAttribute("visibility", "hidden");
  plane.append(cursor);
  svg.setAttribute("tabindex", "0");
  let at = 0;
  const show = (t) => {
    at = Math.min(Number(d.periods), Math.max(0, t));
    const x = Number(d.left) + at / Number(d.periods) * Number(d.width);
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.setAttribute("visibility", "visible");
    const values = series.filter(s => at < s[1].length).map(s => s[0] + " " + s[1][at].toLocaleString(tongue, {maximumFractionDigits: s[1][at] < 100 ? 1 : 0}));
    const then = when(plane, at);
    told.textContent = say("{0}: {1}", then.charAt(0).toUpperCase() + then.slice(1), values.join("; "));
  };
  svg.addEventListener("pointermove", (e) => {
    const box = svg.getBoundingClientRect();
    const x = (e.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    show(Math.round((x - Number(d.left)) / Number(d.width) * Number(d.periods)));
  });
  svg.addEventListener("keydown", (e) => {
    const by = {ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9}[e.key];
    if (by) { e.preventDefault(); show(at + by); }
  });
  svg.addEventListener("focus", () => show(at));
}

for (const button of document.querySelectorAll(".contents button")) {
  button.addEventListener("click", () => {
    const to = document.getElementById(button.dataset.to), head = to.querySelector("h2");
    to.scrollIntoView();
    head.setAttribute("tabindex", "-1");
    head.focus({preventScroll: true});
  });
}

// Each picture in three forms, as it is drawn on wide paper; the values with full precision.
const give = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
for (const figure of document.querySelectorAll("figure[data-csv]")) {
  const box = figure.querySelector(".save"), svg = figure.querySelector(".wide svg"), name = figure.dataset.name;
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const picture = () => {
    const copy = svg.cloneNode(true), make = tag => document.createElementNS(svg.namespaceURI, tag);
    const style = make("style"), ground = make("rect");
    style.textContent = document.getElementById("pictures").textContent;
    for (const [k, v] of Object.entries({width: "100%", height: "100%", fill: "#fff"})) ground.setAttribute(k, v);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.prepend(style, ground);
    return new XMLSerializer().serializeToString(copy);
  };
  const forms = {
    svg: () => give(new Blob([picture()], {type: "image/svg+xml"}), name + ".svg"),
    csv: () => give(new Blob([figure.dataset.csv], {type: "text/csv"}), name + ".csv"),
    png: () => {
      const image = new Image(), canvas = document.createElement("canvas");
      image.onload = () => {
        [canvas.width, canvas.height] = [2 * width, 2 * height];
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(blob => blob && give(blob, name + ".png"));
      };
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(picture());
    },
  };
  for (const button of box.querySelectorAll("button")) button.addEventListener("click", forms[button.dataset.kind]);
  box.hidden = false;
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach(x => { x.open = true; });
});
addEventListener("afterprint", () => closed.forEach(x => { x.open = false; }));
