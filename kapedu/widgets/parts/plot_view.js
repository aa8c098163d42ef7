// The drawing of kapedu.widgets.parts.plot_view, with its twins in words and numbers.

const PLOTLY = "plotly-basic.min.js?v=4.1.1";
const SHARED = Symbol.for("kapedu.plotly");

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// --- plotly.js, once for the page ------------------------------------------------------------------

// The bundle announces itself through two globals. Take it from there and put back what was there.
async function evaluate(url) {
  const before = ["Plotly", "moduleName"].map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  await import(url);
  const plotly = globalThis.Plotly;
  for (const [name, was] of before) {
    delete globalThis[name];
    if (was) Object.defineProperty(globalThis, name, was);
  }
  return plotly;
}

function servedUrl() {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const base = config.baseUrl || document.body.dataset.baseUrl || "/";
  const folder = config.fullLabextensionsUrl || `${base}lab/extensions`;
  return new URL(`${folder}/kapedu/static/${PLOTLY}`, location.origin).href;
}

function askKernel(model) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("the kernel did not send plotly.js")), 30000);
    const answered = (content, buffers) => {
      if (content.answer !== "plotly.js") return;
      clearTimeout(late);
      model.off("msg:custom", answered);
      resolve(new Blob([buffers[0]], { type: "text/javascript" }));
    };
    model.on("msg:custom", answered);
    model.send({ ask: "plotly.js" });
  });
}

function loadPlotly(model) {
  globalThis[SHARED] ??= evaluate(servedUrl())
    .catch(async () => {
      const url = URL.createObjectURL(await askKernel(model));
      return evaluate(url).finally(() => URL.revokeObjectURL(url));
    })
    .catch((error) => {
      delete globalThis[SHARED]; // the next figure tries again
      throw error;
    });
  return globalThis[SHARED];
}

// --- looks -------------------------------------------------------------------------------------------

const CONFIG = { displayModeBar: false, displaylogo: false, showTips: false, scrollZoom: false, doubleClick: false };

// On a dark page every colour of the drawing is mixed with some white.
const lightened = (colour) => {
  const mix = (part) => Math.round(part * 0.7 + 255 * 0.3);
  const hex = colour.match(/^#(..)(..)(..)$/);
  if (hex) return `rgb(${hex.slice(1).map((part) => mix(parseInt(part, 16)))})`;
  return colour.replace(/^rgba?\((\d+),\s*(\d+),\s*(\d+)/, (_, ...parts) => `${colour.slice(0, colour.indexOf("("))}(${parts.slice(0, 3).map((part) => mix(Number(part)))}`);
};
const COLOURED = new Set(["line", "marker", "font", "textfont", "error_x", "error_y", "shapes", "annotations"]);
function onDark(part, ground, ink) {
  if (Array.isArray(part)) return part.map((item) => (typeof item === "string" ? lightened(item) : item && typeof item === "object" ? onDark(item, ground, ink) : item));
  const result = { ...part };
  for (const [key, value] of Object.entries(part)) {
    if (/color$/.test(key) && typeof value === "string") result[key] = lightened(value);
    else if (/^error_/.test(key) && value && !value.color) result[key] = { ...value, color: ink };
    else if ((COLOURED.has(key) || key === "color") && value && typeof value === "object") result[key] = onDark(value, ground, ink);
    // white words stand in a dark mark (theme.ON_MARK); that mark is light now
    if (/font$/.test(key) && value?.color === "white") result[key] = { ...value, color: ground };
  }
  return result;
}
const isDark = () => document.body.dataset.jpThemeLight === "false" && !("kapeduPrint" in document.body.dataset);
function seen(spec) {
  if (!isDark()) return spec;
  const style = getComputedStyle(document.body);
  const [ground, ink] = ["surface", "ink"].map((name) => style.getPropertyValue(`--kapedu-${name}`).trim());
  return { data: spec.data.map((trace) => onDark(trace, ground, ink)), layout: onDark(spec.layout, ground, ink) };
}

// The title of an axis, in as many lines as the axis has room for.
function fitted(axis, room, size) {
  const given = typeof axis.title === "string" ? { text: axis.title } : (axis.title ?? {});
  const text = given.text ?? "";
  const most = ((axis.domain?.[1] ?? 1) - (axis.domain?.[0] ?? 0)) * (room / (0.57 * size)); // letters
  if (text.split("<br>").every((line) => line.length <= most)) return given;
  const lines = [""];
  for (const word of text.split(/ |<br>/)) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return { ...given, text: lines.join("<br>") };
}

// The layout with the colours of the page as it looks now, and with the room that there is.
function dressed(layout, element, height) {
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue(`--kapedu-${name}`).trim();
  const width = element.clientWidth;
  const shrunk = Math.max(0.74, Math.min(1, width / 345)); // a phone leaves a drawing 320, a page of 320 px leaves it 250
  const size = (layout.font?.size ?? (width < 480 ? 12 : 13)) * shrunk;
  const result = { ...layout, height, width, autosize: false, showlegend: false };
  result.paper_bgcolor = result.plot_bgcolor = colour("surface");
  result.font = { family: style.fontFamily, ...layout.font, size, color: colour("ink") };
  result.annotations = layout.annotations?.map((words) => ({
    ...words,
    ...(words.name === "ground" && { bgcolor: `${colour("surface")}cc` }), // theme.GROUND: a line behind does not cross it
    ...(words.font?.size && { font: { ...words.font, size: words.font.size * shrunk } }),
  }));
  result.hoverlabel = { bgcolor: colour("surface"), bordercolor: colour("line"), font: { color: colour("ink") } };
  for (const [key, value] of Object.entries(layout)) {
    if (!/^[xy]axis\d*$/.test(key)) continue;
    const titleSize = 1.15 * size;
    const named = fitted(value, key.startsWith("x") ? width - 75 : height - 90, titleSize);
    const axis = { hoverformat: ".3~r", ...value, title: { ...named, font: { size: titleSize, ...named.font } }, gridcolor: colour("grid"), linecolor: colour("line"), zerolinecolor: colour("line") };
    if (width < 300 && /^M\d+$/.test(value.dtick ?? "")) axis.dtick = `M${2 * value.dtick.slice(1)}`; // every other year
    if (key.startsWith("x")) {
      Object.assign(axis, { showspikes: result.hovermode === "x unified", spikemode: "across", spikethickness: 1, spikedash: "solid", spikecolor: colour("muted"), spikesnap: "cursor" });
      if (unit(value)) axis.unifiedhovertitle = { text: `%{x} ${unit(value)}` };
    }
    result[key] = axis;
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) delete result.transition;
  return result;
}

// A drawing whose units are as long up as across is no higher than it can use in this width.
function useful(layout, width, most) {
  const { xaxis, yaxis, margin } = layout;
  if (yaxis?.scaleanchor !== "x" || !xaxis?.range || !yaxis.range) return most;
  const span = ({ range }) => Math.abs(range[1] - range[0]);
  return Math.min(most, Math.ceil(((width - margin.l - margin.r) * span(yaxis)) / span(xaxis)) + margin.t + margin.b);
}

const DASHES = { dash: "7 4", dot: "2 4", dashdot: "7 4 2 4", longdash: "11 5", solid: "" };

const SYMBOLS = {
  circle: ["circle", { cx: 14, cy: 6, r: 4 }],
  square: ["rect", { x: 10, y: 2, width: 8, height: 8 }],
  diamond: ["path", { d: "M14 1l5 5-5 5-5-5z" }],
  "triangle-up": ["path", { d: "M14 1l5 9h-10z" }],
  "triangle-down": ["path", { d: "M14 11l5-9h-10z" }],
  "triangle-left": ["path", { d: "M9 6l9-5v10z" }],
  "triangle-right": ["path", { d: "M19 6l-9-5v10z" }],
  x: ["path", { d: "M9 3l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z" }],
  star: ["path", { d: "M14 0l1.5 4.3 4.5.1-3.6 2.8 1.3 4.4-3.7-2.6-3.7 2.6 1.3-4.4-3.6-2.8 4.5-.1z" }],
};

const HATCHES = {
  "/": "M3 11l7-10M10 11l7-10M17 11l7-10",
  "\\": "M3 1l7 10M10 1l7 10M17 1l7 10",
  x: "M3 11l7-10M10 11l7-10M17 11l7-10M3 1l7 10M10 1l7 10M17 1l7 10",
  ".": "M5 4h0M10 4h0M15 4h0M20 4h0M5 8h0M10 8h0M15 8h0M20 8h0",
  "-": "M2 4h24M2 8h24",
  "|": "M7 1v10M12 1v10M17 1v10M22 1v10",
};

function swatch(trace) {
  const line = trace.line || {};
  const colour = (typeof line.color === "string" && line.color) || (typeof trace.marker?.color === "string" && trace.marker.color) || trace.fillcolor || "currentColor";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["width", 28], ["height", 12], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  const draw = (tag, attributes, more = {}) => {
    const shape = document.createElementNS(svg.namespaceURI, tag);
    for (const [name, value] of Object.entries({ ...attributes, ...more })) shape.setAttribute(name, value);
    svg.append(shape);
  };
  const mode = trace.mode || "lines";
  if (trace.type === "bar" || (trace.fill && trace.fill !== "none")) {
    const edge = trace.type === "bar" && trace.marker?.line?.width ? { stroke: trace.marker.line.color, "stroke-width": 1.5 } : {};
    draw("rect", { x: 2, y: 1, width: 24, height: 10, fill: trace.type === "bar" ? colour : trace.fillcolor || colour, ...edge });
    const hatch = HATCHES[trace.marker?.pattern?.shape];
    if (hatch) draw("path", { d: hatch, fill: "none", stroke: "white", "stroke-opacity": 0.7, "stroke-width": 1.5, "stroke-linecap": "round" });
  }
  if (trace.type !== "bar" && mode.includes("lines") && line.width !== 0) draw("line", { x1: 1, x2: 27, y1: 6, y2: 6, stroke: colour, "stroke-width": Math.min(9, Math.max(2.5, line.width ?? 0)), "stroke-dasharray": DASHES[line.dash || "solid"] ?? "" });
  if (trace.type !== "bar" && mode.includes("markers")) draw(...(SYMBOLS[`${trace.marker?.symbol || "circle"}`.replace("-open", "")] || SYMBOLS.circle), `${trace.marker?.symbol}`.includes("open") ? { fill: "none", stroke: colour, "stroke-width": 2 } : { fill: colour });
  return svg;
}

function legend(traces) {
  const named = traces.filter((trace) => trace.name && trace.showlegend !== false);
  if (named.length < 2 && !named.some((trace) => trace.showlegend)) return [];
  return named.map((trace) => node("li", {}, swatch(trace), node("span", {}, trace.name)));
}

// --- words and numbers -----------------------------------------------------------------------------

let numbersIn = "en"; // one notebook, one language
const short = (value) => (typeof value === "number" && !Number.isInteger(value) ? value.toLocaleString(numbersIn, { maximumSignificantDigits: 3, useGrouping: false }) : value);

function tableRows(table) {
  const cells = (row) => row.map((value, index) => (index ? node("td", {}, `${short(value)}`) : node("th", { scope: "row" }, `${short(value)}`)));
  return [
    node("caption", {}, table.caption),
    node("thead", {}, node("tr", {}, ...table.columns.map((name) => node("th", { scope: "col" }, name)))),
    node("tbody", {}, ...table.rows.map((row) => node("tr", {}, ...cells(row)))),
  ];
}

const title = (axis) => (axis?.title?.text ?? axis?.title ?? "").toString().replace(/<[^>]*>/g, " ");
const unit = (axis) => title(axis).match(/\(([^()]*)\)\s*$/)?.[1] ?? "";

const plainText = (html) => `${html}`.replace(/<br\s*\/?>/gi, ", ").replace(/<[^>]*>/g, "");
const inOrder = (list) => list.every((value, index) => !index || value >= list[index - 1]);
const withUnit = (value, axis) => `${short(value)} ${unit(axis)}`.trim();

// The places where the reading cursor stops: what to say there, and what to point at.
function stops({ data, layout }) {
  const traces = data
    .map((trace, curveNumber) => ({ ...trace, curveNumber }))
    .filter(({ x, y, hoverinfo, visible }) => Array.isArray(x) && Array.isArray(y) && x.length && hoverinfo !== "skip" && visible !== false && visible !== "legendonly");
  const { xaxis, yaxis } = layout;
  const named = (trace) => trace.name || title(yaxis).replace(/\s*\([^()]*\)\s*$/, "");
  const each = (trace, say) => trace.x.map((_, pointNumber) => ({ at: { curveNumber: trace.curveNumber, pointNumber }, y: trace.y[pointNumber], say: () => say(pointNumber) }));
  // rows of dots: each dot by itself, from the top
  if (yaxis?.visible === false)
    return traces
      .flatMap((trace) => each(trace, (point) => (trace.text?.[point] ? plainText(trace.text[point]) : `${named(trace)}: ${withUnit(trace.x[point], xaxis)}`)))
      .sort((a, b) => b.y - a.y);
  // bars that lie down: the row's name, then its length
  const lying = traces.filter((trace) => trace.orientation === "h" || trace.y.every((value) => typeof value === "string"));
  if (lying.length) return lying.flatMap((trace) => each(trace, (point) => `${trace.y[point]}: ${traces.length > 1 ? `${named(trace)} ` : ""}${withUnit(trace.x[point], xaxis)}`));
  // a loop: along its own line
  const loop = traces.find((trace) => (trace.mode || "lines").includes("lines") && typeof trace.x[0] === "number" && !inOrder(trace.x));
  if (loop) {
    const names = [xaxis, yaxis].map((axis) => title(axis).replace(/\s*\([^()]*\)\s*$/, ""));
    return each(loop, (point) => `${names[0]} ${withUnit(loop.x[point], xaxis)}, ${names[1]} ${withUnit(loop.y[point], yaxis)}`);
  }
  // curves, points, bars: everything at one place along the horizontal axis
  const places = [...new Set(traces.flatMap((trace) => trace.x))];
  if (places.every((place) => typeof place === "number")) places.sort((a, b) => a - b);
  return places.map((x) => ({ x, say: () => spoken(traces, named, x, xaxis, yaxis) }));
}

function valueAt(trace, place) {
  const at = trace.x.indexOf(place);
  if (at >= 0) return trace.y[at];
  if (typeof place !== "number" || trace.type === "bar" || !(trace.mode || "lines").includes("lines")) return null;
  const after = trace.x.findIndex((x) => x > place);
  if (after < 1 || trace.y[after] === null || trace.y[after - 1] === null) return null;
  if (trace.line?.shape === "hv") return trace.y[after - 1];
  const [x0, x1] = [trace.x[after - 1], trace.x[after]];
  return trace.y[after - 1] + ((trace.y[after] - trace.y[after - 1]) * (place - x0)) / (x1 - x0);
}

function spoken(traces, named, place, xaxis, yaxis) {
  const parts = traces
    .map((trace) => [named(trace), valueAt(trace, place)])
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value], index) => `${name} ${index ? short(value) : withUnit(value, yaxis)}`);
  return `${withUnit(place, xaxis)}: ${parts.join(parts.some((part) => part.includes(",")) ? "; " : ", ") || "no value"}`;
}

// --- the widget ------------------------------------------------------------------------------------

function render({ model, el }) {
  const translated = model.get("_words"); // what is not English
  const say = (text) => translated[text] ?? text;
  if (translated.lang) numbersIn = translated.lang;
  const id = `kapedu-plot-${Math.random().toString(36).slice(2)}`;
  const keys = node("ul", { class: "kapedu-legend" });
  const drawing = node("div", { class: "kapedu-drawing", "aria-hidden": "true" });
  const stage = node("div", { class: "kapedu-stage", tabindex: "0", role: "application", "aria-roledescription": say("chart"), "aria-describedby": `${id}-summary ${id}-keys` }, drawing);
  const readout = node("p", { class: "kapedu-readout", "aria-live": "polite" });
  const help = node("p", { class: "kapedu-keys", id: `${id}-keys` }, say(`Left and right arrow keys read the values along the chart; ${model.get("_pickable") ? "Enter chooses what was read; " : ""}Escape stops.`));
  const summary = node("figcaption", { class: "kapedu-summary", id: `${id}-summary` });
  const table = node("table", { class: "kapedu-table" });
  const numbers = node("details", { class: "kapedu-numbers" }, node("summary", {}, say("Show the numbers as a table")), node("div", { class: "kapedu-scroll", tabindex: "0", role: "group", "aria-label": say("Numbers of the drawing") }, table));
  const sources = node("div", { class: "kapedu-sources" });
  const figure = node("figure", { class: "kapedu-plot", "aria-describedby": `${id}-summary` }, keys, stage, readout, help, summary, numbers, sources);
  el.classList.add("kapedu");
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(figure);

  let plotly = null;
  let place = null; // index of the reading cursor
  let frame = 0;
  let drawn = 0;
  let missed = false;
  let keysOf = "";
  let listening = false;
  const shown = () => model.get("_shown");

  const draw = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    missed = !drawing.clientWidth; // hidden just now: to be made up for as soon as there is room
    if (!plotly || missed) return;
    drawn = performance.now();
    const spec = seen(shown().spec);
    const height = useful(spec.layout, drawing.clientWidth, model.get("height_px"));
    drawing.style.height = `${height}px`;
    plotly.react(drawing, spec.data, dressed(spec.layout, drawing, height), CONFIG);
    if (!listening) drawing.on("plotly_click", ({ points }) => model.get("_pickable") && pick(points[0]?.customdata));
    listening = true;
    if (place !== null) point();
  };
  // at once; when drawings come faster than the screen shows them, only the last of a frame
  const redraw = () => {
    if (performance.now() - drawn > 20) draw();
    else if (!frame) frame = requestAnimationFrame(draw);
  };

  const words = () => {
    const now = shown();
    stage.setAttribute("aria-label", now.title);
    figure.setAttribute("aria-label", now.title);
    if (summary.textContent !== now.summary) summary.textContent = now.summary;
    const signature = isDark() + JSON.stringify(now.spec.data.map(({ name, line, marker, mode, type, fill, fillcolor, showlegend }) => [name, line, marker?.color, mode, type, fill, fillcolor, showlegend]));
    if (signature !== keysOf) {
      keys.replaceChildren(...legend(seen(now.spec).data));
      keysOf = signature;
    }
    keys.hidden = keys.children.length === 0;
    if (numbers.open) table.replaceChildren(...tableRows(now.table));
  };
  numbers.addEventListener("toggle", () => numbers.open && table.replaceChildren(...tableRows(shown().table)));

  const pick = (key) => key !== undefined && key !== null && model.send({ event: "pick", key: `${key}` });
  const pickHere = () => {
    const { x, at } = stops(shown().spec)[place];
    const { data } = shown().spec;
    const trace = at ? data[at.curveNumber] : data.find((one) => one.customdata && one.x.includes(x));
    pick(trace?.customdata?.[at ? at.pointNumber : trace.x.indexOf(x)]);
  };
  const point = () => {
    const places = stops(shown().spec);
    place = Math.min(place, places.length - 1);
    const { x, at, say } = places[place];
    readout.textContent = say();
    const axis = drawing._fullLayout?.xaxis;
    if (!axis) return;
    if (at) plotly.Fx.hover(drawing, [at]);
    else plotly.Fx.hover(drawing, { xpx: axis.d2p(x), ypx: 8 }, ["xy"]);
  };
  const stop = () => {
    place = null;
    readout.textContent = "";
    if (plotly && drawing._fullLayout) plotly.Fx.unhover(drawing, {}, ["xy"]);
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const last = stops(shown().spec).length - 1;
    const some = event.shiftKey ? 1 : Math.max(1, Math.round(last / 48));
    const many = Math.max(1, Math.round(last / 8));
    const moves = { ArrowRight: some, ArrowLeft: -some, PageUp: many, PageDown: -many };
    if (event.key === "Escape" && place !== null) stop();
    else if (event.key === "Enter" && place !== null && model.get("_pickable")) pickHere();
    else if (event.key === "Home") place = 0;
    else if (event.key === "End") place = last;
    else if (event.key in moves) place = place === null ? (moves[event.key] > 0 ? 0 : last) : Math.min(last, Math.max(0, place + moves[event.key]));
    else return;
    event.preventDefault();
    if (place !== null && plotly && last >= 0) point();
  });
  stage.addEventListener("blur", stop);

  const changed = () => {
    redraw();
    words();
  };
  const sized = () => {
    drawing.style.height = `${model.get("height_px")}px`;
    redraw();
  };
  const watching = new ResizeObserver(() => !("kapeduPrint" in document.body.dataset) && (missed || drawing.clientWidth !== drawing._fullLayout?.width) && redraw());
  const theme = new MutationObserver(() => {
    changed();
    if (missed) requestAnimationFrame(() => requestAnimationFrame(draw)); // JupyterLab hides its pages while it changes
  });
  theme.observe(document.body, { attributeFilter: ["class", "data-jp-theme-name", "data-jp-theme-light"] });
  theme.observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  const cite = () => {
    sources.innerHTML = model.get("_sources");
    sources.hidden = !model.get("_sources");
  };
  // Paper is light and as wide as it is: the drawing is made anew in light colours and scaled to the page.
  const scaled = (on) => {
    const { width = 0, height = 0 } = drawing._fullLayout ?? {}; // as drawn; the box may have paper's rules already
    for (const svg of drawing.querySelectorAll(".main-svg")) {
      if (on) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      else svg.removeAttribute("viewBox");
    }
    drawing.style.setProperty("--kapedu-drawn-width", `${width}px`);
    drawing.style.setProperty("--kapedu-drawn-ratio", `${width} / ${height}`);
  };
  const toPaper = () => {
    document.body.dataset.kapeduPrint = "";
    changed();
    draw();
    scaled(true);
  };
  const toScreen = () => {
    delete document.body.dataset.kapeduPrint;
    scaled(false);
    changed();
  };
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  cite();
  model.on("change:_shown", changed);
  model.on("change:_sources", cite);
  model.on("change:height_px", sized);

  words();
  sized();
  loadPlotly(model).then(
    (loaded) => {
      plotly = loaded;
      draw();
      watching.observe(drawing);
    },
    () => drawing.replaceChildren(node("p", { class: "kapedu-problem" }, say("The drawing could not be loaded. The text and the table below hold the same numbers."))),
  );

  return () => {
    watching.disconnect();
    theme.disconnect();
    removeEventListener("beforeprint", toPaper);
    removeEventListener("afterprint", toScreen);
    model.off("change:_shown", changed);
    model.off("change:_sources", cite);
    model.off("change:height_px", sized);
    if (plotly) plotly.purge(drawing);
  };
}

export default { render };
