// Put into a copy of a report by tests/report/browser.rs, before the report's own script: uses the page as a reader does and
// writes what it saw into the page, as JSON, for the test to judge.
"use strict";
const seen = {errors: [], violations: []};
addEventListener("error", e => seen.errors.push(String(e.message)));
addEventListener("unhandledrejection", e => seen.errors.push(String(e.reason)));
document.addEventListener("securitypolicyviolation", e => seen.violations.push(e.violatedDirective + " " + e.blockedURI));
for (const level of ["error", "warn"]) {
  const say = console[level];
  console[level] = (...words) => { seen.errors.push(level + " " + words.join(" ")); say(...words); };
}

// WCAG 2: relative luminance and contrast.
const light = ([r, g, b]) => {
  const part = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
const ground = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c;
  }
  return [255, 255, 255];
};
const contrast = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const contrasts = () => {
  let least = 99, where = "";
  for (const e of document.querySelectorAll("h1,h2,p,dt,dd span,figcaption,caption,th,td,summary,li,a,.picture text")) {
    if (!e.textContent.trim() || e.closest("[hidden]") || e.closest(".plane-map") || e.getClientRects().length === 0 || e.classList.contains("h")) continue;
    const style = getComputedStyle(e);
    const c = contrast(rgb(e instanceof SVGElement ? style.fill : style.color), ground(e instanceof SVGElement ? e.ownerSVGElement.parentElement : e));
    if (c < least) { least = c; where = e.tagName + " " + e.textContent.slice(0, 40); }
  }
  // Words on the fields of a heat map stand on the field.
  for (const e of document.querySelectorAll(".cell")) {
    const c = contrast(rgb(getComputedStyle(e.querySelector("text")).fill), rgb(getComputedStyle(e.querySelector("rect")).fill));
    if (c < least) { least = c; where = "field " + e.textContent.slice(0, 40); }
  }
  return [least, where];
};

addEventListener("load", () => {
  seen.hit = window.hit === undefined ? 0 : 1;
  seen.tags = document.querySelectorAll("main img, main iframe, main script, main object, main a").length;
  seen.figures = [...document.querySelectorAll("figure")].map(f => {
    // One picture for wide windows and one for phones: exactly one is shown.
    const shown = [...f.querySelectorAll("svg")].filter(s => s.getBoundingClientRect().width > 0);
    const box = shown.length === 1 ? shown[0].getBBox() : {width: 0, height: 0};
    return {id: f.id, drawn: box.width > 100 && box.height > 10, named: Boolean(shown[0] && shown[0].getAttribute("aria-label"))};
  });
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  seen.twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  seen.unhidden = [...document.querySelectorAll("[hidden]")].filter(e => e.getClientRects().length > 0).map(e => e.textContent.slice(0, 40));
  seen.wide = document.documentElement.scrollWidth - innerWidth;
  seen.contrast = contrasts();
  seen.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  seen.heads = [...document.querySelectorAll("table")].every(t => t.caption && t.querySelector("thead th[scope=col]") && t.querySelector("tbody th[scope=row]"));

  const slider = document.querySelector(".slider");
  if (slider) {
    const input = slider.querySelector("input"), figure = slider.closest("figure");
    const state = () => [...figure.querySelectorAll("line[data-w],circle[data-r]")].map(e => e.getAttribute("stroke-width") + "/" + e.getAttribute("r")).join(" ");
    const told = () => slider.querySelector("output").textContent;
    const before = state();
    seen.slider = {shown: !slider.hidden, start: told()};
    input.value = 2;
    input.dispatchEvent(new Event("input"));
    seen.slider.moved = state() !== before;
    seen.slider.told = told();
    input.value = 0;
    input.dispatchEvent(new Event("input"));
    seen.slider.back = state() === before;
  }
  const chart = document.querySelector("svg[tabindex]");
  if (chart) {
    chart.focus();
    chart.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
    seen.keyboard = chart.closest("figure").querySelector(".told").textContent;
    const box = chart.getBoundingClientRect();
    chart.dispatchEvent(new PointerEvent("pointermove", {clientX: box.right - 5, clientY: box.top + 50, bubbles: true}));
    seen.pointer = chart.closest("figure").querySelector(".told").textContent;
  }
  seen.requests = performance.getEntriesByType("resource").map(e => e.name);
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "seen";
  out.textContent = JSON.stringify(seen).replaceAll("<", "\\u003c");
  document.body.append(out);
});
