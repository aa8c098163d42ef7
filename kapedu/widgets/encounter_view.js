// A simulated patient: monitor, room, actions and clock. Python decides everything; this file shows and reports.

const ANSWER_WAIT_MS = 8000;
const TICK_MS = 1000;
const TYPING_PAUSE_MS = 500;
const READER = "kapedu:reader";
const SPEEDS = [
  ["0", "Paused"],
  ["1", "1×"],
  ["10", "10×"],
  ["60", "60×"],
];
let count = 0;

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

// A random word that this browser keeps: where many readers share a server, each comes back to the own run.
function reader() {
  try {
    let word = localStorage.getItem(READER);
    if (!/^[0-9a-f]{16}$/.test(word || "")) {
      word = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      localStorage.setItem(READER, word);
    }
    return word;
  } catch {
    return "";
  }
}

function beeper() {
  let context = null;
  return () => {
    context ??= new AudioContext();
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
    node("summary", {}, "The monitor in words and as a table"),
    words,
    node("div", { class: "kapedu-readings", role: "region", tabindex: "0", "aria-label": "Readings so far" }, table),
  );
  const box = node(
    "section",
    { class: "ke-monitor", "aria-labelledby": `${id}-monitor` },
    node(heading, { id: `${id}-monitor`, class: "ke-part" }, "Monitor"),
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

  return {
    box,
    draw(monitor, scales, note) {
      for (const number of monitor.numbers) {
        if (!rows.has(number.name)) addRow(number, number.name in monitor.strips);
        const { row, value, mark, line } = rows.get(number.name);
        value.textContent = number.value;
        mark.textContent = number.alarm ? " ▲ alarm" : "";
        row.toggleAttribute("data-alarm", Boolean(number.alarm));
        if (number.name in monitor.strips) {
          line.setAttribute("points", strip(monitor.times, monitor.strips[number.name], scales[number.name], monitor.window));
        }
      }
      alarm.textContent = monitor.alarms.length ? `Alarm: ${monitor.alarms.join("; ")}` : "No alarm";
      alarm.toggleAttribute("data-alarm", monitor.alarms.length > 0);
      pump.textContent = monitor.pump;
      pump.hidden = !monitor.pump;
      limits.textContent = note;
      words.textContent = monitor.words;
      const { columns, rows: lines } = monitor.table;
      table.replaceChildren(
        node("caption", {}, "Readings so far, about every two minutes"),
        node("thead", {}, node("tr", {}, ...columns.map((text) => node("th", { scope: "col" }, text)))),
        node(
          "tbody",
          {},
          ...lines.map(([first, ...rest]) =>
            node("tr", {}, node("th", { scope: "row" }, first), ...rest.map((text) => node("td", {}, text))),
          ),
        ),
      );
    },
  };
}

function roomLog() {
  const log = node("div", { class: "ke-log", role: "log", tabindex: "0", "aria-label": "What is said and done" });
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
  const speeds = node("fieldset", { class: "ke-speeds" }, node("legend", {}, "Clock"));
  const inputs = SPEEDS.map(([value, text]) => {
    const input = node("input", { type: "radio", name: `${id}-speed`, value, id: `${id}-speed-${value}` });
    input.addEventListener("change", () => changed(Number(value)));
    speeds.append(node("label", { for: input.id }, input, node("span", {}, text)));
    return input;
  });
  const steps = [
    [5, "+5 s"],
    [60, "+1 min"],
    [300, "+5 min"],
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
      since.textContent = timed ? `min:s ${timed}` : "min:s";
      speeds.disabled = Boolean(view.ended);
    },
  };
}

function render({ model, el }) {
  const id = `ke-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const about = model.get("case");
  const heading = `h${model.get("level")}`;
  const part = `h${model.get("level") + 1}`;
  const root = node("section", { class: "ke", "aria-labelledby": `${id}-title`, "data-case": about.id });
  const notice = node("p", { class: "ke-notice", role: "status" });
  const shout = node("p", { class: "ke-shout", role: "alert" });
  const brief = node("div", { class: "ke-brief" });
  brief.innerHTML = about.brief; // written by Python from the case, escaped there
  const start = node("button", { type: "button", class: "kapedu-button kapedu-button-primary ke-begin" }, "Begin");
  brief.append(start);

  let speed = 0;
  let waiting = 0;
  let late = false;
  let sounding = "";
  let typing = 0;
  const beep = beeper();

  function tell(message) {
    clearTimeout(waiting);
    root.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => {
      waiting = 0;
      late = true;
      root.removeAttribute("aria-busy");
      setSpeed(0);
      notice.textContent = "The course's engine does not answer; the clock is stopped. Reload this page: your run is kept.";
      notice.dataset.kind = "problem";
    }, ANSWER_WAIT_MS);
    model.send(message);
  }
  const send = (message) => {
    if (!waiting) tell(message);
  };
  function setSpeed(value) {
    speed = value;
    clock.set(value);
  }

  const clock = clockPart(id, { press: (seconds) => send({ tick: seconds }), changed: (value) => (speed = value) });
  const monitor = monitorPart(id, part);
  const room = roomLog();
  const options = node("div", { class: "ke-options", role: "group", "aria-label": "What you say or do" });
  const questions = node("div", { class: "ke-options", role: "group", "aria-label": "Questions" });
  const ask = node("details", { class: "ke-more" }, node("summary", {}, "Ask"), questions);
  const tools = node("div", { class: "ke-tools" });
  const more = node("details", { class: "ke-more" }, node("summary", {}, "Measure, examine, call and other actions"), tools);
  const sceneTitle = node(part, { class: "ke-scene ke-part", tabindex: "-1" });
  const drawOptions = buttonList(options, (key) => send({ do: key }), () => sceneTitle);
  const drawQuestions = buttonList(questions, (key) => send({ do: key }), () => ask.firstElementChild);
  const groups = new Map();

  const explain = node("input", { type: "checkbox" });
  explain.addEventListener("change", () => room.log.classList.toggle("ke-explains", explain.checked));
  const sound = node("input", { type: "checkbox" });
  const again = node("button", { type: "button", class: "ke-button" }, "Start again");
  again.addEventListener("click", () => {
    setSpeed(0);
    send({ restart: true });
  });
  const switches = node(
    "div",
    { class: "ke-switches" },
    ...(about.graded ? [] : [node("label", {}, explain, " Explain each choice at once")]),
    ...(about.monitor ? [node("label", {}, sound, " Alarm sound")] : []),
    ...(about.graded ? [] : [again]),
  );
  const notes = node("textarea", { rows: "3", id: `${id}-notes`, class: "kapedu-text" });
  notes.value = model.get("notes");
  const sendNotes = () => {
    clearTimeout(typing);
    if (notes.value !== model.get("notes")) model.send({ notes: notes.value });
  };
  notes.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(sendNotes, TYPING_PAUSE_MS);
  });
  notes.addEventListener("change", sendNotes);
  const card = node("div", { class: "ke-card" });
  card.innerHTML = about.card;
  const play = node(
    "div",
    { class: "ke-play" },
    clock.box,
    node(
      "div",
      { class: about.monitor ? "ke-columns" : "ke-columns ke-one" },
      ...(about.monitor ? [monitor.box] : []),
      node("section", { class: "ke-room", "aria-label": "The room" }, sceneTitle, room.log, options, ask, more),
    ),
    switches,
    node(
      "div",
      { class: "ke-below" },
      card,
      node("div", { class: "ke-card" }, node("label", { for: notes.id, class: "kapedu-label" }, "Your notes"), notes),
    ),
  );
  root.append(node(heading, { id: `${id}-title`, class: "kapedu-activity-title" }, about.title), notice, shout, brief, play);
  start.addEventListener("click", () => {
    send({ begin: true });
    sceneTitle.dataset.wanted = "true";
  });

  function drawTools(wanted) {
    for (const [label, part] of groups) part.box.hidden = !wanted.some((group) => group.label === label);
    for (const { label, items } of wanted) {
      if (!groups.has(label)) {
        const list = node("div", { class: "ke-buttons", role: "group", "aria-label": label });
        const box = node("div", { class: "ke-group" }, node("p", { class: "ke-group-title", "aria-hidden": "true" }, label), list);
        tools.append(box);
        groups.set(label, { box, draw: buttonList(list, (key) => send({ do: key }), () => more.firstElementChild) });
      }
      groups.get(label).draw(items);
    }
    more.hidden = wanted.length === 0;
  }

  function drawAlarm(monitorNow) {
    const text = monitorNow ? monitorNow.alarms.join("; ") : "";
    const kinds = monitorNow ? monitorNow.numbers.filter((number) => number.alarm).map((number) => number.name).join() : "";
    if (kinds !== sounding) shout.textContent = text ? `Alarm: ${text}` : "";
    if (kinds && sound.checked) beep();
    sounding = kinds;
  }

  function draw() {
    const view = model.get("view");
    if (!view.serial) return;
    clearTimeout(waiting);
    waiting = 0;
    root.removeAttribute("aria-busy");
    if (late) drawNotice(); // the answer came after all
    late = false;
    const begun = model.get("begun");
    const fresh = !begun && !play.hidden;
    brief.hidden = begun;
    play.hidden = !begun;
    if (fresh) start.focus();
    clock.draw(view, about.timed);
    if (view.ended) setSpeed(0);
    sceneTitle.textContent = view.ended ? about.over || "The encounter is over; look back at it below" : view.scene;
    if (begun) room.draw(view.log);
    drawOptions(view.options);
    drawQuestions(view.questions);
    ask.hidden = view.questions.length === 0;
    drawTools(view.tools);
    if (view.monitor) {
      monitor.draw(view.monitor, about.scales, about.alarm_note);
      if (begun) drawAlarm(view.ended ? null : view.monitor);
    }
    if (begun && sceneTitle.dataset.wanted) {
      delete sceneTitle.dataset.wanted;
      sceneTitle.focus();
    }
    root.dataset.serial = view.serial;
    root.dataset.ended = view.ended;
  }
  function drawNotice() {
    const { text = "", kind = "" } = model.get("notice");
    notice.textContent = text;
    notice.dataset.kind = kind;
  }
  const drawNotes = () => {
    if (document.activeElement !== notes) notes.value = model.get("notes");
  };

  const tick = setInterval(() => {
    if (speed && !document.hidden && model.get("begun") && !model.get("view").ended) send({ tick: speed });
  }, TICK_MS);
  const watched = [
    ["change:view", draw],
    ["change:begun", draw],
    ["change:notice", drawNotice],
    ["change:notes", drawNotes],
  ];
  for (const [name, react] of watched) model.on(name, react);
  setSpeed(0);
  brief.hidden = false;
  play.hidden = true;
  drawNotice();
  draw();
  tell({ hello: reader() });

  el.classList.add("kapedu");
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);
  return () => {
    clearInterval(tick);
    clearTimeout(waiting);
    sendNotes();
    watched.forEach(([name, react]) => model.off(name, react));
  };
}

export default { render };
