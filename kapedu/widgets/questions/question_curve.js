// A curve on which a point is chosen, by a click or with a slider; the answer is where it lies along the bottom.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 560;
const HIGH = 300;
const EDGE = { left: 48, right: 16, top: 36, bottom: 50 };

function shape(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

function roundSteps(highest) {
  const rough = highest / 6;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough);
  const steps = [];
  for (let at = 0; at <= highest * 1.0001; at += step) steps.push(Number(at.toPrecision(6)));
  return steps;
}

function curveInput(spec, current, report) {
  const { x, y, x_label, x_unit, y_label, y_unit, title } = spec.curve;
  const xHighest = x[x.length - 1];
  const ySteps = roundSteps(Math.max(...y) * 1.05);
  const yHighest = Math.max(Math.max(...y) * 1.05, ySteps[ySteps.length - 1]);
  const across = (value) => EDGE.left + (value / xHighest) * (WIDE - EDGE.left - EDGE.right);
  const up = (value) => HIGH - EDGE.bottom - (value / yHighest) * (HIGH - EDGE.top - EDGE.bottom);
  const box = element("div", "kq-curve");
  const drawing = shape("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "kq-drawing", role: "img" });
  drawing.setAttribute("aria-label", `${title}. ${y_label} in ${y_unit} over ${x_label.toLowerCase()} in ${x_unit}.`);
  for (const value of roundSteps(xHighest)) {
    drawing.append(
      shape("line", { x1: across(value), x2: across(value), y1: EDGE.top, y2: HIGH - EDGE.bottom, class: "kq-grid" }),
      shape("text", { x: across(value), y: HIGH - EDGE.bottom + 18, "text-anchor": "middle" }, `${value}`),
    );
  }
  for (const value of ySteps) {
    drawing.append(
      shape("line", { x1: EDGE.left, x2: WIDE - EDGE.right, y1: up(value), y2: up(value), class: "kq-grid" }),
      shape("text", { x: EDGE.left - 8, y: up(value) + 4, "text-anchor": "end" }, `${value}`),
    );
  }
  drawing.append(
    shape("text", { x: (EDGE.left + WIDE - EDGE.right) / 2, y: HIGH - 8, "text-anchor": "middle" }, `${x_label} (${x_unit})`),
    shape("text", { x: 4, y: 18 }, `${y_label} (${y_unit})`),
    shape("polyline", { points: x.map((value, at) => `${across(value)},${up(y[at])}`).join(" "), class: "kq-line" }),
  );
  const mark = shape("g", { class: "kq-mark", visibility: "hidden" });
  const stem = shape("line", { y1: EDGE.top, y2: HIGH - EDGE.bottom });
  const dot = shape("circle", { r: 8 });
  mark.append(stem, dot);
  drawing.append(mark);

  const label = element("label", "kq-slider");
  const words = element("output", "kq-reading", say(spec, "No point chosen yet."));
  const input = element("input");
  input.type = "range";
  input.min = 0;
  input.max = x.length - 1;
  input.step = 1;
  label.append(element("span", "kq-slider-name", say(spec, "Your point on the curve")), input);

  function draw(at) {
    mark.setAttribute("visibility", "visible");
    for (const key of ["x1", "x2"]) stem.setAttribute(key, across(x[at]));
    dot.setAttribute("cx", across(x[at]));
    dot.setAttribute("cy", up(y[at]));
    words.textContent = `${Number(x[at].toPrecision(4))} ${x_unit}: ${Number(y[at].toPrecision(3))} ${y_unit}`;
    input.setAttribute("aria-valuetext", words.textContent);
  }
  function choose(at, pause) {
    input.value = at;
    draw(at);
    report(`${Number(x[at].toPrecision(6))}`, pause);
  }
  const nearest = (value) => x.reduce((best, each, at) => (Math.abs(each - value) < Math.abs(x[best] - value) ? at : best), 0);
  input.addEventListener("input", () => choose(Number(input.value), TYPING_PAUSE_MS));
  input.addEventListener("change", () => choose(Number(input.value), 0));
  drawing.addEventListener("click", (event) => {
    if (input.disabled) return;
    const place = drawing.getBoundingClientRect();
    const value = (((event.clientX - place.left) / place.width) * WIDE - EDGE.left) / (WIDE - EDGE.left - EDGE.right);
    choose(nearest(Math.min(Math.max(value, 0), 1) * xHighest), 0);
    input.focus();
  });
  const show = (value) => {
    const number = Number.parseFloat(value);
    if (Number.isFinite(number)) {
      input.value = nearest(number);
      draw(nearest(number));
    } else {
      input.value = 0;
      input.setAttribute("aria-valuetext", "No point chosen yet");
      words.textContent = say(spec, "No point chosen yet.");
      mark.setAttribute("visibility", "hidden");
    }
  };
  show(current);

  const numbers = element("details", "kq-numbers");
  const table = element("table");
  table.append(element("caption", "", title));
  const headings = element("tr");
  for (const text of [`${x_label} (${x_unit})`, `${y_label} (${y_unit})`]) {
    const cell = element("th", "", text);
    cell.scope = "col";
    headings.append(cell);
  }
  table.append(headings);
  for (let at = 0; at < x.length; at += 10) {
    const row = element("tr");
    const first = element("th", "", `${Number(x[at].toPrecision(4))}`);
    first.scope = "row";
    row.append(first, element("td", "", `${Number(y[at].toPrecision(3))}`));
    table.append(row);
  }
  numbers.append(element("summary", "", say(spec, "The curve as numbers")), table);
  box.append(drawing, label, words, numbers);
  return { box, inputs: [input], show };
}
