// A simulated patient: monitor, room, actions and clock. Python decides everything; this file shows and reports.

function render({ model, el }) {
  translated = model.get("_words");
  const id = `ke-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const about = model.get("case");
  const heading = `h${model.get("level")}`;
  const part = `h${model.get("level") + 1}`;
  const root = node("section", { class: "ke", "aria-labelledby": `${id}-title`, "data-case": about.id });
  const notice = node("p", { class: "ke-notice", role: "status" });
  const shout = node("p", { class: "ke-shout", role: "alert" });
  const brief = node("div", { class: "ke-brief" });
  brief.innerHTML = about.brief; // written by Python from the case, escaped there
  const start = node("button", { type: "button", class: "kapedu-button kapedu-button-primary ke-begin", disabled: true }, say("Begin")); // until Python has answered
  brief.append(start);

  let speed = 0;
  let waiting = 0;
  let late = false;
  let asked = "";
  let next = null;
  let sounding = "";
  const beep = beeper();

  function tell(message) {
    clearTimeout(waiting);
    asked = JSON.stringify(message);
    root.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => {
      waiting = 0;
      late = true;
      next = null;
      root.removeAttribute("aria-busy");
      setSpeed(0);
      notice.textContent = say("The course's engine does not answer; the clock is stopped. Reload this page: your run is kept.");
      notice.dataset.kind = "problem";
    }, ANSWER_WAIT_MS);
    model.send(message);
  }
  // What is pressed while an answer is awaited is done after it; the same thing pressed twice is done once.
  const send = (message) => {
    if (!waiting) tell(message);
    else if (JSON.stringify(message) !== asked) next = message;
  };
  function setSpeed(value) {
    speed = value;
    clock.set(value);
  }

  const clock = clockPart(id, { press: (seconds) => send({ tick: seconds }), changed: (value) => (speed = value) });
  const monitor = monitorPart(id, part);
  const room = roomLog();
  const options = node("div", { class: "ke-options", role: "group", "aria-label": say("What you say or do") });
  const questions = node("div", { class: "ke-options", role: "group", "aria-label": say("Questions") });
  const ask = node("details", { class: "ke-more" }, node("summary", {}, say("Ask")), questions);
  const tools = node("div", { class: "ke-tools" });
  const more = node("details", { class: "ke-more" }, node("summary", {}, say("Measure, examine, call and other actions")), tools);
  const sceneTitle = node(part, { class: "ke-scene ke-part", tabindex: "-1" });
  const drawOptions = buttonList(options, (key) => send({ do: key }), () => sceneTitle);
  const vote = votePart((key, votes) => send({ do: key, votes }), () => sceneTitle.textContent, () => sceneTitle);
  const phases = phaseBand(about.phases);
  const drawQuestions = buttonList(questions, (key) => send({ do: key }), () => ask.firstElementChild);
  const groups = new Map();

  const explain = node("input", { type: "checkbox" });
  explain.addEventListener("change", () => room.log.classList.toggle("ke-explains", explain.checked));
  const sound = node("input", { type: "checkbox" });
  sound.addEventListener("change", () => sound.checked && beep.wake()); // browsers want a press before the first sound
  const again = node("button", { type: "button", class: "ke-button" }, say("Start again"));
  again.addEventListener("click", () => {
    setSpeed(0);
    send({ restart: true });
  });
  const switches = node(
    "div",
    { class: "ke-switches" },
    ...(about.graded ? [] : [node("label", {}, explain, ` ${say("Explain each choice at once")}`)]),
    ...(about.monitor ? [node("label", {}, sound, ` ${say("Alarm sound")}`)] : []),
    ...(about.graded ? [] : [again]),
  );
  const notes = notesPart(model, id, about);
  const card = node("div", { class: "ke-card" });
  const columns = node(
    "div",
    { class: "ke-columns" },
    monitor.box,
    node("section", { class: "ke-room", "aria-label": say("The room") }, sceneTitle, room.log, options, vote.box, ask, more),
  );
  const play = node(
    "div",
    { class: "ke-play" },
    ...(about.phases.length > 1 ? [phases.box] : []),
    clock.box,
    columns,
    switches,
    node(
      "div",
      { class: "ke-below" },
      card,
      node("div", { class: "ke-card" }, node("label", { for: notes.area.id, class: "kapedu-label" }, say("Your notes")), notes.area),
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
    if (kinds !== sounding) shout.textContent = text ? say("Alarm: {alarms}", { alarms: text }) : "";
    if (kinds && sound.checked) beep.play();
    sounding = kinds;
  }

  function drawRoom() {
    const isRoom = model.get("room");
    root.toggleAttribute("data-room", isRoom);
    options.hidden = isRoom;
    vote.box.hidden = !isRoom;
    if (isRoom) vote.start();
    else vote.rest();
    if (room.log.scrollHeight) room.log.scrollTop = room.log.scrollHeight;
  }

  function draw() {
    const view = model.get("view");
    const choices = model.get("choices");
    if (!view.serial) return;
    notes.greet();
    clearTimeout(waiting);
    waiting = 0;
    root.removeAttribute("aria-busy");
    if (late) drawNotice(); // the answer came after all
    late = false;
    const begun = model.get("begun");
    const fresh = !begun && !play.hidden;
    start.disabled = false;
    brief.hidden = begun;
    play.hidden = !begun;
    if (fresh) start.focus();
    clock.draw(view, about.timed);
    if (view.ended) setSpeed(0);
    sceneTitle.textContent = view.ended ? about.over || say("The encounter is over; look back at it below") : view.scene;
    if (begun) room.draw(model.get("lines"));
    drawOptions(choices.options);
    vote.draw(choices.options);
    drawQuestions(choices.questions);
    ask.hidden = choices.questions.length === 0;
    drawTools(choices.tools);
    phases.draw(view.phase);
    monitor.box.hidden = !view.monitor;
    columns.classList.toggle("ke-one", !view.monitor);
    if (view.monitor) {
      monitor.draw(view.monitor, about.scales, about.alarm_note);
      if (begun) drawAlarm(view.ended ? null : view.monitor);
    } else drawAlarm(null);
    if (begun && sceneTitle.dataset.wanted) {
      delete sceneTitle.dataset.wanted;
      sceneTitle.focus();
    }
    root.dataset.serial = view.serial;
    root.dataset.ended = view.ended;
    if (next) {
      const message = next;
      next = null;
      tell(message);
    }
  }
  function drawNotice() {
    const { text = "", kind = "" } = model.get("notice");
    notice.textContent = text;
    notice.dataset.kind = kind;
  }
  const drawCard = () => {
    card.innerHTML = model.get("card"); // written by Python from the case, escaped there
  };

  const tick = setInterval(() => {
    if (speed && !waiting && !document.hidden && model.get("begun") && !model.get("view").ended) tell({ tick: speed });
  }, TICK_MS);
  const watched = [
    ["change:view", draw],
    ["change:begun", draw],
    ["change:notice", drawNotice],
    ["change:room", drawRoom],
    ["change:card", drawCard],
  ];
  for (const [name, react] of watched) model.on(name, react);
  setSpeed(0);
  brief.hidden = false;
  play.hidden = true;
  drawNotice();
  drawRoom();
  drawCard();
  draw();
  tell({ hello: reader() });

  el.classList.add("kapedu");
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  root.addEventListener("keydown", (event) => {
    if (model.get("room")) vote.press(event);
  });
  el.append(root);
  return () => {
    clearInterval(tick);
    clearTimeout(waiting);
    vote.stop();
    notes.stop();
    watched.forEach(([name, react]) => model.off(name, react));
  };
}

export default { render };
