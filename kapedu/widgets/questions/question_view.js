// One question: native form controls, drawn from the description in `spec`.
// Python decides everything (what is right, what is saved); this file shows and reports.

const ANSWER_WAIT_MS = 6000;
const SETTLE = "kapedu:settle"; // see controls.js: a press must not overtake the answer

function controlOf(spec, id, current, report) {
  switch (spec.control) {
    case "radio":
    case "checkbox":
      return optionInputs(spec, id, current, report);
    case "pairs":
      return pairInputs(spec, id, current, report);
    case "order":
      return orderInputs(spec, id, current, report);
    case "run": // the encounter stands below the question
      return { box: element("div"), inputs: [], show() {} };
    case "point":
      return curveInput(spec, current, report);
    default:
      return textInput(spec, current, report);
  }
}

function confidenceInput(spec, current, report) {
  if (!spec.confidence.length) return null;
  const box = element("label", "kq-sure");
  const input = element("select", "kq-input");
  input.append(new Option(say(spec, "I would rather not say"), ""));
  for (const [value, text] of spec.confidence) input.append(new Option(text, value));
  input.value = current || "";
  input.addEventListener("change", () => report(input.value));
  box.append(element("span", "", say(spec, "How sure are you? It does not change the mark.")), input);
  return { box, input };
}

function render({ model, el }) {
  const id = `kq-${Math.random().toString(36).slice(2)}`;
  const spec = () => model.get("spec");
  const root = element("section", `kapedu-question kq-${spec().mode}`);
  // JupyterLab would otherwise take arrow keys and letters for commands on cells
  root.dataset.lmSuppressShortcuts = "true";
  root.dataset.item = spec().id;
  root.dataset.control = spec().control;
  // Options are a named group; a single field has the question as its label.
  const isRun = spec().control === "run";
  const grouped = spec().options.length > 0 || spec().control === "point";
  const fieldset = element(grouped ? "fieldset" : "div", "kq-fieldset");
  const legend = element(grouped ? "legend" : "div", "kq-legend");
  const heading = element("span", "kq-heading");
  const stem = element(grouped || isRun ? "span" : "label", "kq-stem");
  const help = element("p", "kq-help");
  help.id = `${id}-help`;
  const problem = element("p", "kq-problem");
  problem.id = `${id}-problem`;
  const status = element("p", "kq-status");
  status.setAttribute("role", "status");
  const outcome = element("div", "kq-outcome");
  outcome.setAttribute("role", "status");
  const actions = element("div", "kq-actions");
  legend.append(heading, stem);
  paragraphs(stem, spec().stem);
  for (const [lead, text] of spec().steps) {
    const part = element("span", "kq-paragraph kq-lead");
    part.append(element("span", "kq-lead-name", lead), " ", text);
    stem.append(part);
  }
  if (grouped) fieldset.setAttribute("aria-describedby", help.id);

  let typing = 0;
  let waiting = 0;
  let unsent = false;
  let unsettled = false;

  function settle() {
    if (unsent) send(last);
    const names = ["answer", "confidence", "seconds", "change_count"];
    if (unsettled) model.send(Object.fromEntries(names.map((name) => [name, model.get(name)])));
    unsettled = false;
  }

  function send(value) {
    clearTimeout(typing);
    unsent = false;
    unsettled = true;
    model.set("answer", value);
    if (spec().saves) model.set("seconds", Math.round(seconds));
    model.set("change_count", model.get("change_count") + 1);
    model.save_changes();
    clearTimeout(waiting);
    if (spec().saves) {
      waiting = setTimeout(() => {
        status.textContent = say(
          spec(),
          "Not saved: the course's engine does not answer. Reload this page; your earlier answers are kept.",
        );
        status.dataset.kind = "problem";
      }, ANSWER_WAIT_MS);
    }
  }

  let seconds = model.get("seconds"); // up to the last change of the answer, earlier visits included
  if (spec().saves) {
    attention().watch(root, (more) => {
      seconds += more;
      root.dataset.seconds = Math.round(seconds);
    });
  }

  let last = model.get("answer");
  function report(value, pause) {
    last = value;
    clearTimeout(typing);
    unsent = true;
    if (pause) typing = setTimeout(() => send(value), pause);
    else send(value);
  }

  const control = controlOf(spec(), id, model.get("answer"), report);
  if (control.inputs.length && !grouped) {
    control.inputs[0].id = `${id}-field`;
    control.inputs[0].setAttribute("aria-describedby", `${help.id} ${problem.id}`);
    stem.htmlFor = control.inputs[0].id;
  }
  const sure = confidenceInput(spec(), model.get("confidence"), (value) => {
    model.set("confidence", value);
    if (last !== null && last !== "" && last.length !== 0) report(last, 0);
  });
  fieldset.append(legend, help, control.box, problem);
  if (sure) fieldset.append(sure.box);
  root.append(fieldset, outcome, actions, status);
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);

  function drawHeading() {
    heading.replaceChildren();
    for (const [index, part] of spec().heading.entries()) {
      heading.append(element("span", index ? "kq-tag" : "kq-title", part), " ");
    }
    help.textContent = spec().help;
    help.hidden = !spec().help;
  }

  function drawStatus() {
    const { text = "", kind = "" } = model.get("status");
    clearTimeout(waiting);
    status.textContent = text;
    status.dataset.kind = kind;
    status.hidden = !text;
    const trouble = model.get("problem");
    problem.textContent = trouble;
    problem.hidden = !trouble;
    for (const input of control.inputs) {
      if (trouble && spec().control !== "pairs") input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function drawOutcome() {
    const result = model.get("outcome");
    root.dataset.verdict = result.verdict || "";
    outcome.replaceChildren();
    outcome.hidden = !result.title && !result.html;
    if (result.title) outcome.append(element("p", "kq-outcome-title", result.title));
    if (result.html) {
      const text = element("div", "kq-outcome-text");
      text.innerHTML = result.html; // written by Python from the course's own files, escaped there
      outcome.append(text);
    }
    for (const row of root.querySelectorAll(".kq-option")) {
      const told = (result.options || {})[row.dataset.option];
      const why = row.querySelector(".kq-why");
      row.dataset.state = told ? told.state : "";
      why.hidden = !told;
      why.innerHTML = told ? told.html : "";
    }
  }

  function drawActions() {
    const wanted = model.get("buttons");
    const focused = actions.contains(document.activeElement);
    actions.replaceChildren();
    for (const { id: name, label, kind } of wanted) {
      const button = element("button", `kq-button kq-button-${kind}`, label);
      button.type = "button";
      button.dataset.name = name;
      button.addEventListener("click", () => {
        document.dispatchEvent(new Event(SETTLE));
        model.send({ press: name });
      });
      actions.append(button);
    }
    actions.hidden = wanted.length === 0;
    if (focused && actions.firstElementChild) actions.firstElementChild.focus();
  }

  function drawLocked() {
    const locked = model.get("locked");
    for (const input of control.inputs) input.disabled = locked || input.dataset.end === "yes";
    if (sure) sure.input.disabled = locked;
  }

  const showAnswer = () => {
    if (!unsent) {
      last = model.get("answer");
      control.show(last);
    }
  };
  const leave = () => unsent && send(last);
  const watched = [
    ["change:spec", drawHeading],
    ["change:status", drawStatus],
    ["change:problem", drawStatus],
    ["change:outcome", drawOutcome],
    ["change:buttons", drawActions],
    ["change:locked", drawLocked],
    ["change:answer", showAnswer],
  ];
  for (const [event, draw] of watched) model.on(event, draw);
  window.addEventListener("pagehide", leave);
  document.addEventListener(SETTLE, settle);
  for (const draw of [drawHeading, drawStatus, drawOutcome, drawActions, drawLocked]) draw();

  return () => {
    leave();
    if (spec().saves) attention().forget(root);
    clearTimeout(waiting);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener(SETTLE, settle);
    for (const [event, draw] of watched) model.off(event, draw);
  };
}

export default { render };
