// The native form controls of a question, one function for each way of answering. Each returns the box to show,
// the inputs in it, and `show(value)`, which draws an answer that comes from Python.

const TYPING_PAUSE_MS = 400;
const WIDE_CHOICE = 40; // letters; longer choices stand below their line

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

// A text in the language of the notebook; `spec.words` holds what is not English.
const say = (spec, text) => spec.words?.[text] ?? text;

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

function rowOf(option, ...parts) {
  const row = element("div", "kq-option");
  row.dataset.option = option.id;
  const why = element("div", "kq-why");
  why.hidden = true;
  row.append(...parts, why);
  return row;
}

// Lines, each with a list of choices; the answer is ["line=choice", ...] for the lines that have one.
function pairInputs(spec, name, current, report) {
  const box = element("div", "kq-options");
  const longest = Math.max(...spec.targets.map((target) => target.text.length));
  const inputs = spec.options.map((option) => {
    const label = element("label", longest > WIDE_CHOICE ? "kq-pair kq-pair-long" : "kq-pair");
    const input = element("select", "kq-input");
    input.name = `${name}-${option.id}`;
    input.dataset.line = option.id;
    input.append(new Option(say(spec, "Choose …"), ""));
    for (const target of spec.targets) input.append(new Option(target.text, target.id));
    label.append(element("span", "kq-option-text", option.text), input);
    box.append(rowOf(option, label));
    return input;
  });
  const show = (value) => {
    const chosen = new Map((value || []).map((pair) => pair.split("=")));
    for (const input of inputs) input.value = chosen.get(input.dataset.line) || "";
  };
  show(current);
  box.addEventListener("change", () => {
    report(inputs.filter((input) => input.value).map((input) => `${input.dataset.line}=${input.value}`), 0);
  });
  return { box, inputs, show };
}

// Steps with buttons that move them; nothing is an answer until one was moved or the order was taken as it is.
function orderInputs(spec, name, current, report) {
  const box = element("div", "kq-order");
  const list = element("ol", "kq-steps");
  const said = element("p", "kq-said");
  said.setAttribute("role", "status");
  const keep = element("button", "kq-button kq-button-quiet", say(spec, "This is my order"));
  keep.type = "button";
  const texts = new Map(spec.options.map((option) => [option.id, option.text]));
  const inputs = [keep];
  const rows = new Map();
  let order = [];
  let answered = false;

  for (const option of spec.options) {
    const step = element("li", "kq-step");
    step.dataset.step = option.id;
    const buttons = [
      [-1, "↑", "up"],
      [1, "↓", "down"],
    ].map(([way, sign, word]) => {
      const button = element("button", "kq-move", sign);
      button.type = "button";
      button.dataset.way = way;
      button.setAttribute("aria-label", `Move ${word}: ${option.text}`);
      button.addEventListener("click", () => move(option.id, way));
      inputs.push(button);
      return button;
    });
    step.append(element("span", "kq-place"), element("span", "kq-step-text", option.text), ...buttons);
    rows.set(option.id, step);
    list.append(step);
  }

  // The neighbour moves past the step, never the step itself: what is taken out of the page loses its focus.
  function move(id, way) {
    const from = order.indexOf(id);
    const to = from + way;
    if (to < 0 || to >= order.length) return;
    const neighbour = rows.get(order[to]);
    if (way < 0) rows.get(id).after(neighbour);
    else rows.get(id).before(neighbour);
    order.splice(to, 0, ...order.splice(from, 1));
    answered = true;
    number();
    said.textContent = `${texts.get(id)}: now number ${to + 1} of ${order.length}.`;
    report([...order], 0);
  }

  function number() {
    order.forEach((id, place) => {
      const row = rows.get(id);
      row.querySelector(".kq-place").textContent = `${place + 1}`;
      const ends = [place === 0, place === order.length - 1];
      const buttons = [...row.querySelectorAll(".kq-move")];
      buttons.forEach((button, which) => {
        button.dataset.end = ends[which] ? "yes" : "";
        if (ends[which] && document.activeElement === button) {
          buttons[1 - which].disabled = keep.disabled;
          buttons[1 - which].focus();
        }
      });
      for (const button of buttons) button.disabled = keep.disabled || button.dataset.end === "yes";
    });
    keep.hidden = answered;
  }

  keep.addEventListener("click", () => {
    answered = true;
    list.querySelector("button:not(:disabled)").focus();
    number();
    said.textContent = say(spec, "Your order is taken.");
    report([...order], 0);
  });
  const show = (value) => {
    const usable = Array.isArray(value) && value.length === texts.size && value.every((id) => texts.has(id));
    answered = usable;
    const wanted = usable ? [...value] : spec.options.map((option) => option.id);
    if (wanted.join() !== order.join()) list.append(...wanted.map((id) => rows.get(id)));
    order = wanted;
    number();
  };
  box.append(list, keep, said);
  show(current);
  return { box, inputs, show };
}
