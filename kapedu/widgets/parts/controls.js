// Native form elements for kapedu.widgets.parts.controls. One file serves them all; `_kind` says which.

let count = 0;

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};

// A text in the language of the notebook, with its gaps filled; `_words` holds what is not English.
const said = (model, text, parts) => (model.get("_words")[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => parts[name]);

// The unit of a slider, in the same language.
const unitOf = (model) => model.get("_words")[model.get("unit")] ?? model.get("unit");

const number = (value) => String(Number(Number(value).toPrecision(12)));

// ipywidgets holds a change back while the kernel works on the one before, but never a press of a button: a
// quick reader's press would overtake the answer. So a press first asks every control on the page to say its
// last value in a message of its own, which keeps its place in the queue.
const SETTLE = "kapedu:settle";

// Tell the kernel: at once, then at most once for each painted frame, and always the last value.
function sender(model, name, changed) {
  let waiting = false;
  let later = null;
  return (value) => {
    changed(value);
    if (waiting) {
      later = { value };
      return;
    }
    waiting = true;
    model.set(name, value);
    model.save_changes();
    const next = () => {
      if (later === null) {
        waiting = false;
        return;
      }
      model.set(name, later.value);
      later = null;
      model.save_changes();
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  };
}

function slider({ model, box, id, follow, changed }) {
  const send = sender(model, "value", changed);
  const label = node("label", { for: id, class: "kapedu-label" });
  const range = node("input", { type: "range", id, class: "kapedu-range" });
  const exact = node("input", { type: "number", class: "kapedu-number", inputmode: "decimal" });
  const unit = node("span", { class: "kapedu-unit", "aria-hidden": "true" });
  const problem = node("p", { class: "kapedu-problem", id: `${id}-problem`, role: "alert" });
  box.append(label, node("div", { class: "kapedu-slider-line" }, range, node("span", { class: "kapedu-exact" }, exact, unit)), problem);

  const low = () => model.get("minimum");
  const high = () => model.get("maximum");
  const onStep = (value) => {
    const step = model.get("step");
    let steps = Math.round((value - low()) / step);
    if (low() + steps * step > high() + step * 1e-9) steps -= 1;
    return Number(number(low() + steps * step));
  };
  const spoken = (value) => `${number(value)} ${unitOf(model)}`.trim();
  const paint = (value) => {
    range.value = value;
    range.setAttribute("aria-valuetext", spoken(value));
    range.style.setProperty("--kapedu-filled", `${(100 * (value - low())) / (high() - low())}%`);
    if (Number(exact.value) !== value || exact.value === "") exact.value = number(value);
  };
  const complain = (text) => {
    problem.textContent = text;
    exact.toggleAttribute("aria-invalid", text !== "");
    if (text) exact.setAttribute("aria-invalid", "true");
  };
  const commit = (value) => {
    complain("");
    paint(value);
    if (value !== model.get("value")) send(value);
  };
  range.addEventListener("input", () => commit(onStep(Number(range.value))));
  exact.addEventListener("change", () => {
    const value = Number(exact.value);
    if (exact.value.trim() === "" || !Number.isFinite(value) || value < low() || value > high()) {
      complain(said(model, "Enter a number from {low} to {high}. Still using {value}.", { low: number(low()), high: spoken(high()), value: spoken(model.get("value")) }));
      return;
    }
    commit(onStep(value));
    exact.value = number(onStep(value));
  });
  exact.addEventListener("blur", () => {
    if (exact.hasAttribute("aria-invalid")) exact.value = number(model.get("value"));
  });
  exact.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps) return;
    event.preventDefault();
    commit(Math.min(onStep(high()), Math.max(low(), onStep(model.get("value") + steps * model.get("step")))));
  });
  follow(["label", "unit", "minimum", "maximum", "step", "disabled"], () => {
    label.textContent = model.get("label");
    unit.textContent = unitOf(model);
    const named = { label: model.get("label"), unit: unitOf(model) };
    exact.setAttribute("aria-label", said(model, named.unit ? "{label}, exact value in {unit}" : "{label}, exact value", named));
    for (const input of [range, exact]) {
      input.min = low();
      input.max = high();
      input.step = model.get("step");
      input.disabled = model.get("disabled");
    }
    exact.step = "any";
    exact.style.width = `${Math.max(number(high()).length, number(model.get("step")).length + 1, 3) + 3.5}ch`;
    paint(model.get("value"));
  });
  follow(["value"], () => paint(model.get("value")));
  return [range, exact];
}

function choice({ model, box, id, follow, changed }) {
  const legend = node("legend", { class: "kapedu-label" });
  const field = node("fieldset", { class: "kapedu-choice" }, legend);
  const list = node("div", { class: "kapedu-options" });
  field.append(list);
  box.append(field);
  const mark = () => {
    for (const input of list.querySelectorAll("input")) input.checked = input.value === model.get("value");
  };
  follow(["label"], () => (legend.textContent = model.get("label")));
  follow(["_options"], () => {
    const options = model.get("_options");
    const letters = options.reduce((sum, [, text]) => sum + text.length, 0);
    field.classList.toggle("kapedu-segmented", options.length <= 4 && letters <= 44);
    list.replaceChildren(
      ...options.map(([value, text], index) => {
        const input = node("input", { type: "radio", name: id, id: `${id}-${index}`, value });
        input.addEventListener("change", () => {
          changed(value);
          model.set("value", value);
          model.save_changes();
        });
        return node("label", { for: input.id, class: "kapedu-option" }, input, node("span", {}, text));
      }),
    );
    mark();
  });
  follow(["value"], mark);
  follow(["disabled"], () => (field.disabled = model.get("disabled")));
  return [field];
}

function select({ model, box, id, follow, changed }) {
  const label = node("label", { for: id, class: "kapedu-label" });
  const list = node("select", { id, class: "kapedu-select" });
  box.append(label, list);
  list.addEventListener("change", () => {
    changed(list.value);
    model.set("value", list.value);
    model.save_changes();
  });
  follow(["label"], () => (label.textContent = model.get("label")));
  follow(["_options"], () => {
    list.replaceChildren(...model.get("_options").map(([value, text]) => node("option", { value }, text)));
    list.value = model.get("value");
  });
  follow(["value"], () => (list.value = model.get("value")));
  follow(["disabled"], () => (list.disabled = model.get("disabled")));
  return [list];
}

function text({ model, box, id, follow, changed }) {
  const send = sender(model, "value", changed);
  const label = node("label", { for: id, class: "kapedu-label" });
  const many = model.get("multiline");
  const input = many ? node("textarea", { id, rows: model.get("rows") }) : node("input", { id, type: "text", autocomplete: "off" });
  input.classList.add("kapedu-text");
  box.append(label, input);
  input.addEventListener("input", () => send(input.value));
  follow(["label"], () => (label.textContent = model.get("label")));
  follow(["value"], () => {
    if (input.value !== model.get("value") && document.activeElement !== input) input.value = model.get("value");
    else if (model.get("value") === "") input.value = "";
  });
  follow(["disabled"], () => (input.disabled = model.get("disabled")));
  return [input];
}

function button({ model, box, follow }) {
  const press = node("button", { type: "button" });
  box.append(press);
  press.addEventListener("click", () => {
    document.dispatchEvent(new Event(SETTLE));
    model.send({ event: "click" });
  });
  follow(["label"], () => (press.textContent = model.get("label")));
  follow(["kind"], () => (press.className = `kapedu-button kapedu-button-${model.get("kind")}`));
  follow(["disabled"], () => (press.disabled = model.get("disabled")));
  return [press];
}

function html({ model, box, follow }) {
  if (model.get("live")) box.setAttribute("aria-live", "polite");
  follow(["html"], () => (box.innerHTML = model.get("html")));
  return [];
}

const kinds = { slider, choice, select, text, button, html };

function render({ model, el }) {
  const id = `kapedu-control-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const box = node("div", { class: `kapedu-control kapedu-control-${model.get("_kind")}` });
  const heard = [];
  const follow = (names, react) => {
    for (const name of names) {
      model.on(`change:${name}`, react);
      heard.push([`change:${name}`, react]);
    }
    react();
  };
  let unsettled = null;
  const changed = (value) => (unsettled = { event: "value", value });
  const settle = () => {
    if (unsettled) model.send(unsettled);
    unsettled = null;
  };
  document.addEventListener(SETTLE, settle);
  const described = kinds[model.get("_kind")]({ model, box, id, follow, changed });
  if (described.length) {
    const hint = node("p", { class: "kapedu-hint", id: `${id}-hint` });
    follow(["hint"], () => {
      hint.textContent = model.get("hint");
      const names = [model.get("hint") && hint.id, model.get("_kind") === "slider" && `${id}-problem`].filter(Boolean).join(" ");
      for (const element of described) {
        if (names) element.setAttribute("aria-describedby", names);
        else element.removeAttribute("aria-describedby");
      }
      if (model.get("hint")) box.append(hint);
      else hint.remove();
    });
  }
  el.classList.add("kapedu");
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(box);
  return () => {
    document.removeEventListener(SETTLE, settle);
    heard.forEach(([name, react]) => model.off(name, react));
  };
}

export default { render };
