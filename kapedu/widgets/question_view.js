// One question: native form controls, drawn from the description in `spec`.
// Python decides everything (what is right, what is saved); this file shows and reports.

const TYPING_PAUSE_MS = 400;
const ANSWER_WAIT_MS = 6000;
const SETTLE = "kapedu:settle"; // see controls.js: a press must not overtake the answer

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function paragraphs(parent, text) {
  for (const part of text.trim().split(/\n+/)) parent.append(element("span", "kq-paragraph", part));
}

function optionInputs(spec, name, current, report) {
  const many = spec.control === "checkbox";
  const box = element("div", "kq-options");
  for (const option of spec.options) {
    const row = element("div", "kq-option");
    row.dataset.option = option.id;
    const label = element("label", "kq-option-label");
    const input = element("input");
    input.type = spec.control;
    input.name = name;
    input.value = option.id;
    input.checked = many ? (current || []).includes(option.id) : current === option.id;
    label.append(input, element("span", "kq-option-text", option.text));
    const why = element("div", "kq-why");
    why.hidden = true;
    row.append(label, why);
    box.append(row);
  }
  const inputs = [...box.querySelectorAll("input")];
  box.addEventListener("change", () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    report(many ? chosen : (chosen[0] ?? null), 0);
  });
  return {
    box,
    inputs,
    show(value) {
      for (const input of inputs) {
        input.checked = many ? (value || []).includes(input.value) : value === input.value;
      }
    },
  };
}

function textInput(spec, current, report) {
  const long = spec.control === "textarea";
  const box = element("div", long ? "kq-field kq-field-long" : "kq-field");
  const input = element(long ? "textarea" : "input", "kq-input");
  if (long) input.rows = 7;
  else input.type = "text";
  if (spec.control === "number") {
    input.inputMode = "decimal";
    input.classList.add("kq-input-number");
  }
  input.autocomplete = "off";
  input.value = current ?? "";
  input.addEventListener("input", () => report(input.value, TYPING_PAUSE_MS));
  input.addEventListener("change", () => report(input.value, 0));
  box.append(input);
  if (spec.unit) box.append(element("span", "kq-unit", spec.unit));
  return {
    box,
    inputs: [input],
    show(value) {
      if (document.activeElement !== input) input.value = value ?? "";
    },
  };
}

function render({ model, el }) {
  const id = `kq-${Math.random().toString(36).slice(2)}`;
  const spec = () => model.get("spec");
  const root = element("section", `kapedu-question kq-${spec().mode}`);
  // JupyterLab would otherwise take arrow keys and letters for commands on cells
  root.dataset.lmSuppressShortcuts = "true";
  root.dataset.item = spec().id;
  // Options are a named group; a single field has the question as its label.
  const grouped = spec().options.length > 0;
  const fieldset = element(grouped ? "fieldset" : "div", "kq-fieldset");
  const legend = element(grouped ? "legend" : "div", "kq-legend");
  const heading = element("span", "kq-heading");
  const stem = element(grouped ? "span" : "label", "kq-stem");
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
  if (grouped) fieldset.setAttribute("aria-describedby", help.id);

  let typing = 0;
  let waiting = 0;
  let unsent = false;
  let unsettled = false;

  function settle() {
    if (unsent) send(last);
    if (unsettled) model.send({ answer: model.get("answer"), change_count: model.get("change_count") });
    unsettled = false;
  }

  function send(value) {
    clearTimeout(typing);
    unsent = false;
    unsettled = true;
    model.set("answer", value);
    model.set("change_count", model.get("change_count") + 1);
    model.save_changes();
    clearTimeout(waiting);
    if (spec().saves) {
      waiting = setTimeout(() => {
        status.textContent =
          "Not saved: the course's engine does not answer. Reload this page; your earlier answers are kept.";
        status.dataset.kind = "problem";
      }, ANSWER_WAIT_MS);
    }
  }

  let last = model.get("answer");
  function report(value, pause) {
    last = value;
    clearTimeout(typing);
    unsent = true;
    if (pause) typing = setTimeout(() => send(value), pause);
    else send(value);
  }

  const control = grouped
    ? optionInputs(spec(), id, model.get("answer"), report)
    : textInput(spec(), model.get("answer"), report);
  if (!grouped) {
    control.inputs[0].id = `${id}-field`;
    control.inputs[0].setAttribute("aria-describedby", `${help.id} ${problem.id}`);
    stem.htmlFor = control.inputs[0].id;
  }
  fieldset.append(legend, help, control.box, problem);
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
      if (trouble) input.setAttribute("aria-invalid", "true");
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
    for (const input of control.inputs) input.disabled = model.get("locked");
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
    clearTimeout(waiting);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener(SETTLE, settle);
    for (const [event, draw] of watched) model.off(event, draw);
  };
}

export default { render };
