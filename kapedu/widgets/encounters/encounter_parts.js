// The parts of a simulated patient's page: monitor, log, buttons, clock, phases. They show what they are given.

const ANSWER_WAIT_MS = 8000;
const TICK_MS = 1000;
const TYPING_PAUSE_MS = 500;
const SPEEDS = [
  ["0", "Paused"],
  ["1", "1×"],
  ["10", "10×"],
  ["60", "60×"],
];
let count = 0;
let translated = {}; // what is not English; each encounter sets it before it draws

// A text in the language of the notebook, with its gaps filled.
const say = (text, parts = {}) => (translated[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => parts[name]);

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

function beeper() {
  let context = null;
  const wake = () => {
    context ??= new AudioContext();
    context.resume();
  };
  const play = () => {
    wake();
    for (const [start, pitch] of [[0, 880], [0.22, 660]]) {
      const tone = context.createOscillator();
      const loud = context.createGain();
      tone.frequency.value = pitch;
      loud.gain.value = 0.08;
      tone.connect(loud).connect(context.destination);
      tone.start(context.currentTime + start);
      tone.stop(context.currentTime + start + 0.16);
    }
  };
  return { wake, play };
}

function strip(times, values, [low, high], [from, to]) {
  const span = Math.max(to - from, 120);
  const points = times.map((time, place) => {
    const x = 100 * (1 - (to - time) / span);
    const y = 30 - (30 * (Math.min(Math.max(values[place], low), high) - low)) / (high - low);
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  });
  return points.join(" ");
}

function monitorPart(id, heading) {
  const rows = new Map();
  const list = node("div", { class: "ke-rows" });
  const alarm = node("p", { class: "ke-alarm" });
  const pump = node("p", { class: "ke-pump" });
  const words = node("p", { class: "ke-words" });
  const table = node("table", { class: "kapedu-table" });
  const limits = node("p", { class: "ke-small" });
  const twin = node(
    "details",
    { class: "ke-twin" },
    node("summary", {}, say("The monitor in words and as a table")),
    words,
    node("div", { class: "kapedu-readings", role: "region", tabindex: "0", "aria-label": say("Readings so far") }, table),
  );
  const box = node(
    "section",
    { class: "ke-monitor", "aria-labelledby": `${id}-monitor` },
    node(heading, { id: `${id}-monitor`, class: "ke-part" }, say("Monitor")),
    alarm,
    list,
    pump,
    limits,
    twin,
  );

  function addRow({ name, label, unit }, drawn) {
    const value = node("span", { class: "ke-value" });
    const mark = node("span", { class: "ke-mark" });
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 100 30");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    picture.classList.add("ke-strip");
    picture.append(line);
    const row = node(
      "div",
      { class: "ke-row", "data-name": name },
      node("span", { class: "ke-label" }, label),
      drawn ? picture : node("span", { class: "ke-strip" }),
      node("span", { class: "ke-number" }, value, " ", node("span", { class: "ke-unit" }, unit), mark),
    );
    list.append(row);
    rows.set(name, { row, value, mark, line });
  }

  let latest = null;
  function drawTable({ columns, rows: lines }) {
    table.replaceChildren(
      node("caption", {}, say("Readings so far, about every two minutes")),
      node("thead", {}, node("tr", {}, ...columns.map((text) => node("th", { scope: "col" }, text)))),
      node(
        "tbody",
        {},
        ...lines.map(([first, ...rest]) =>
          node("tr", {}, node("th", { scope: "row" }, first), ...rest.map((text) => node("td", {}, text))),
        ),
      ),
    );
  }
  function drawTwin() {
    if (!twin.open || !latest) return; // nobody reads it now
    words.textContent = latest.words;
    drawTable(latest.table);
  }
  twin.addEventListener("toggle", drawTwin);

  return {
    box,
    draw(monitor, scales, note) {
      latest = monitor;
      for (const number of monitor.numbers) {
        if (!rows.has(number.name)) addRow(number, number.name in monitor.strips);
        const { row, value, mark, line } = rows.get(number.name);
        value.textContent = number.value;
        mark.textContent = number.alarm ? ` ▲ ${say("alarm")}` : "";
        row.toggleAttribute("data-alarm", Boolean(number.alarm));
        if (number.name in monitor.strips) {
          line.setAttribute("points", strip(monitor.times, monitor.strips[number.name], scales[number.name], monitor.window));
        }
      }
      alarm.textContent = monitor.alarms.length ? say("Alarm: {alarms}", { alarms: monitor.alarms.join("; ") }) : say("No alarm");
      alarm.toggleAttribute("data-alarm", monitor.alarms.length > 0);
      pump.textContent = monitor.pump;
      pump.hidden = !monitor.pump;
      limits.textContent = note;
      drawTwin();
    },
  };
}

function roomLog() {
  const log = node("div", { class: "ke-log", role: "log", tabindex: "0", "aria-label": say("What is said and done") });
  let shown = 0;
  return {
    log,
    draw(lines) {
      if (lines.length < shown) {
        log.replaceChildren();
        shown = 0;
      }
      for (const { t, kind, who, text, why } of lines.slice(shown)) {
        const line = node("div", { class: `ke-line ke-is-${kind}` });
        line.append(node("span", { class: "ke-time" }, t), " ");
        if (who && kind !== "scene") line.append(node("b", {}, `${who}: `));
        line.append(node("span", {}, text));
        if (why) line.append(node("span", { class: "ke-why" }, why));
        log.append(line);
      }
      if (lines.length > shown) log.scrollTop = log.scrollHeight;
      shown = lines.length;
    },
  };
}

// Buttons that stay where they are while they are the same: the focus must not jump under the reader's fingers.
function buttonList(box, press, fallback) {
  let before = "";
  return (items) => {
    const now = JSON.stringify(items);
    if (now === before) return;
    before = now;
    const held = [...box.children].indexOf(document.activeElement);
    box.replaceChildren(
      ...items.map(({ key, text }) => {
        const button = node("button", { type: "button", class: "ke-button", "data-key": key }, text);
        button.addEventListener("click", () => press(key));
        return button;
      }),
    );
    if (held >= 0) (box.children[Math.min(held, items.length - 1)] || fallback()).focus();
  };
}

function clockPart(id, { press, changed }) {
  const time = node("span", { class: "ke-clock", role: "timer" });
  const since = node("span", { class: "ke-small" });
  const speeds = node("fieldset", { class: "ke-speeds" }, node("legend", {}, say("Clock")));
  const inputs = SPEEDS.map(([value, text]) => {
    const input = node("input", { type: "radio", name: `${id}-speed`, value, id: `${id}-speed-${value}` });
    input.addEventListener("change", () => changed(Number(value)));
    speeds.append(node("label", { for: input.id }, input, node("span", {}, say(text))));
    return input;
  });
  const steps = [
    [5, say("+5 s")],
    [60, say("+1 min")],
    [300, say("+5 min")],
  ].map(([seconds, text]) => {
    const button = node("button", { type: "button", class: "ke-button ke-step" }, text);
    button.addEventListener("click", () => press(seconds));
    return button;
  });
  speeds.append(...steps);
  return {
    box: node("div", { class: "ke-bar" }, node("div", {}, time, " ", since), speeds),
    set: (speed) => inputs.forEach((input) => (input.checked = Number(input.value) === speed)),
    draw(view, timed) {
      time.textContent = view.clock;
      since.textContent = timed ? `${say("min:s")} ${timed}` : say("min:s");
      speeds.disabled = Boolean(view.ended);
    },
  };
}

// Where in the session it stands; only where a case goes through several phases.
function phaseBand(phases) {
  const items = phases.map(([key, label]) => [key, node("li", {}, label)]);
  return {
    box: node("ol", { class: "ke-phases", "aria-label": say("Phases of the session") }, ...items.map(([, item]) => item)),
    draw(now) {
      for (const [key, item] of items) {
        if (key === now) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      }
    },
  };
}

