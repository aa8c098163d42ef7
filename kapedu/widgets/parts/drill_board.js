// A patient monitor with a clock and buttons for what can be done. The kernel owns the patient: the page asks for
// time to pass and is told what the monitor shows. It asks again only after the answer, so a slow kernel slows the clock.

const STRIP_S = 6;
const RATE_HZ = 40;
const LONGEST_STEP_S = 2; // a page in the background does not jump ahead

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children);
  return element;
};

const bump = (at, middle, width) => Math.exp(-(((at - middle) / width) ** 2));
const pulse = (phase) => 0.08 + 0.8 * bump(phase, 0.25, 0.1) + 0.3 * bump(phase, 0.55, 0.12);
const breath = (phase) => (phase < 0.45 ? Math.min(1, phase / 0.06) * (0.9 + phase / 5) : Math.max(0, 1 - (phase - 0.45) / 0.05));

function strips(canvas) {
  const length = STRIP_S * RATE_HZ;
  const traces = [
    { values: new Array(length).fill(0), phase: 0, shape: pulse, colour: "pulse", top: 0.04, height: 0.42 },
    { values: new Array(length).fill(0), phase: 0, shape: breath, colour: "oxygen", top: 0.54, height: 0.42 },
  ];
  const step = (wave) => {
    const rates = [wave.hr / 60, wave.rr / 60];
    const sizes = [wave.hr > 0 ? 1 : 0, wave.rr > 0 ? Math.min(1.2, wave.etco2 / 40) : 0];
    traces.forEach((trace, index) => {
      trace.phase = (trace.phase + rates[index] / RATE_HZ) % 1;
      trace.values.push(sizes[index] * trace.shape(trace.phase));
      trace.values.shift();
    });
  };
  const draw = () => {
    const scale = window.devicePixelRatio || 1;
    const width = canvas.clientWidth * scale;
    const height = canvas.clientHeight * scale;
    if (!width) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const brush = canvas.getContext("2d");
    brush.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas);
    for (const trace of traces) {
      brush.strokeStyle = style.getPropertyValue(`--kapedu-monitor-${trace.colour}`);
      brush.lineWidth = 1.8 * scale;
      brush.beginPath();
      trace.values.forEach((value, place) => {
        const y = height * (trace.top + trace.height * (1 - Math.min(value, 1.1) / 1.1));
        brush[place ? "lineTo" : "moveTo"]((width * place) / (length - 1), y);
      });
      brush.stroke();
    }
  };
  return { step, draw, fill: (wave) => { for (let count = 0; count < length; count += 1) step(wave); draw(); } };
}

function beeper() {
  let context = null;
  return () => {
    context ??= new (window.AudioContext || window.webkitAudioContext)();
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = 880;
    volume.gain.value = 0.08;
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.15);
  };
}

function render({ model, el }) {
  const translated = model.get("_words"); // what is not English
  const say = (text, parts = {}) => (translated[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const heading = node("div", { class: "kapedu-drill-call" });
  const clock = node("span", { class: "kapedu-drill-clock" });
  const speeds = node("div", { class: "kapedu-drill-speeds", role: "group", "aria-label": say("Clock") });
  const sound = node("button", { type: "button", class: "kapedu-drill-small", "aria-pressed": "false" }, say("Sound off"));
  const tiles = node("div", { class: "kapedu-drill-tiles" });
  const canvas = node("canvas", { class: "kapedu-drill-strip", "aria-hidden": "true" });
  const alarmLine = node("p", { class: "kapedu-drill-alarms", role: "status" });
  const screen = node("div", { class: "kapedu-drill-screen", role: "group", "aria-label": say("Patient monitor") }, tiles, canvas, alarmLine);
  const reply = node("p", { class: "kapedu-drill-reply", "aria-live": "polite" });
  const actions = node("div", { class: "kapedu-drill-actions", role: "group", "aria-label": say("What do you do?") });
  const log = node("ol", { class: "kapedu-drill-log" });
  const logBox = node("details", { class: "kapedu-drill-logbox" }, node("summary", {}, say("What you have done")), log);
  const small = node("p", { class: "kapedu-drill-small-print" });
  const bar = node("div", { class: "kapedu-drill-bar" }, clock, speeds, sound);
  el.classList.add("kapedu");
  el.append(node("div", { class: "kapedu-drill" }, heading, bar, screen, reply, actions, logBox, small));
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));

  const monitor = strips(canvas);
  const beep = beeper();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let speed = 0;
  let waiting = false;
  let asked = 0;
  let heard = null;
  let loud = false;
  let drill = "";
  let started = false;

  const now = () => model.get("screen");
  const setSpeed = (value) => {
    speed = value;
    started ||= value > 0;
    asked = performance.now();
    for (const button of speeds.children) button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === speed));
  };
  const speedButton = (value, words) => {
    const button = node("button", { type: "button", class: "kapedu-drill-small", "data-speed": value, "aria-pressed": "false" }, words);
    button.addEventListener("click", () => {
      if (!now().ended) setSpeed(value);
    });
    return button;
  };
  speeds.append(speedButton(0, say("Pause")), speedButton(1, say("Run {times}×", { times: 1 })), speedButton(now().fast, say("Run {times}×", { times: now().fast })));
  sound.addEventListener("click", () => {
    loud = !loud;
    sound.textContent = loud ? say("Sound on") : say("Sound off");
    sound.setAttribute("aria-pressed", String(loud));
    if (loud) beep();
  });

  const paintTiles = (shown) => {
    tiles.replaceChildren(
      ...shown.signs.map(({ label, value, unit, alarm }) =>
        node(
          "div",
          { class: `kapedu-drill-tile${alarm ? " kapedu-drill-alarm" : ""}` },
          node("span", { class: "kapedu-drill-name" }, label),
          node("span", { class: "kapedu-drill-value" }, value),
          node("span", { class: "kapedu-drill-unit" }, unit),
          node("span", { class: "kapedu-drill-warning" }, alarm ? `▲ ${alarm}` : ""),
        ),
      ),
    );
  };
  const paintActions = (shown) => {
    if (drill !== shown.run) {
      drill = shown.run;
      actions.replaceChildren(
        ...shown.actions.map(({ key, label }) => {
          const button = node("button", { type: "button", class: "kapedu-drill-action", "data-key": key }, label);
          button.addEventListener("click", () => {
            if (button.getAttribute("aria-disabled") === "true") return;
            if (!started) setSpeed(1); // acting starts the clock; whoever paused it keeps it paused
            model.send({ event: "act", key });
          });
          return button;
        }),
      );
      setSpeed(0);
      started = false;
      heard = null;
      monitor.fill(shown.wave);
    }
    for (const button of actions.children) {
      const done = shown.done.includes(button.dataset.key);
      button.setAttribute("aria-disabled", String(done || Boolean(shown.ended)));
      button.classList.toggle("kapedu-drill-done", done);
    }
  };
  const paint = () => {
    const shown = now();
    waiting = false;
    heading.innerHTML = shown.call;
    clock.textContent = shown.clock;
    paintTiles(shown);
    paintActions(shown);
    const warnings = shown.alarms.join(" · ");
    if (warnings !== heard) {
      heard = warnings;
      alarmLine.textContent = warnings ? say("Alarm: {alarms}", { alarms: warnings }) : say("No alarm");
      alarmLine.classList.toggle("kapedu-drill-alarm", Boolean(warnings));
      if (warnings && loud && speed) beep();
    }
    if (reply.textContent !== shown.reply) reply.textContent = shown.reply;
    log.replaceChildren(...shown.log.map((line) => node("li", {}, line)));
    logBox.hidden = !shown.log.length;
    if (small.innerHTML !== shown.small) small.innerHTML = shown.small;
    if (shown.ended) setSpeed(0);
    if (calm.matches) monitor.fill(shown.wave);
  };
  model.on("change:screen", paint);
  paint();

  const timer = setInterval(() => {
    if (!speed || waiting || !el.isConnected) return;
    const seconds = Math.min((performance.now() - asked) / 1000, LONGEST_STEP_S);
    asked = performance.now();
    waiting = true;
    model.send({ event: "tick", seconds: seconds * speed });
  }, 1000 * now().tick);
  let owed = 0;
  let last = performance.now();
  let frame = requestAnimationFrame(function move(at) {
    frame = requestAnimationFrame(move);
    const passed = Math.min((at - last) / 1000, 0.2);
    last = at;
    if (!speed || calm.matches) return;
    owed += passed * RATE_HZ;
    for (; owed >= 1; owed -= 1) monitor.step(now().wave);
    monitor.draw();
  });
  const sized = new ResizeObserver(() => monitor.draw());
  sized.observe(canvas);
  return () => {
    clearInterval(timer);
    cancelAnimationFrame(frame);
    sized.disconnect();
    model.off("change:screen", paint);
  };
}

export default { render };
