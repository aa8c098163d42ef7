// A form of many questions with the same few answers: one row of native radio buttons for each question. The press
// of a button elsewhere asks for the last answers first, as in controls.js.

let count = 0;

function render({ model, el }) {
  const id = `kapedu-grid-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const title = node("p", { class: "kapedu-label", id: `${id}-title` });
  const rows = node("div", { class: "kapedu-answer-rows" });
  const hint = node("p", { class: "kapedu-hint", id: `${id}-hint` });
  const group = node("div", { role: "group", "aria-labelledby": title.id }, title, hint, rows);
  const box = node("div", { class: "kapedu-control kapedu-control-grid" }, group);
  const { follow, leave } = following(model);
  let unsettled = null;

  const settle = () => {
    if (unsettled) model.send(unsettled);
    unsettled = null;
  };
  const inputs = () => [...rows.querySelectorAll("input")];
  const mark = () => {
    const value = model.get("value");
    for (const input of inputs()) input.checked = value[input.dataset.row] === input.value;
  };
  const changed = (row, column) => {
    const value = { ...model.get("value"), [row]: column };
    unsettled = { event: "value", value };
    model.set("value", value);
    model.save_changes();
  };
  const line = ([row, words], index) => {
    const name = `${id}-${index}`;
    const asked = node("span", { class: "kapedu-answer-question", id: `${name}-question` }, words);
    const answers = model.get("_columns").map(([column, text, shown], place) => {
      const input = node("input", { type: "radio", name, id: `${name}-${place}`, value: column, "data-row": row });
      if (shown !== text) input.setAttribute("aria-label", text);
      input.addEventListener("change", () => changed(row, column));
      return node("label", { for: input.id, class: "kapedu-option", title: text }, input, node("span", {}, shown));
    });
    const choices = node("div", { class: "kapedu-answer-choices" }, ...answers);
    return node("div", { class: "kapedu-answer-row", role: "radiogroup", "aria-labelledby": asked.id }, asked, choices);
  };

  follow(["label"], () => (title.textContent = model.get("label")));
  follow(["hint"], () => {
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
  });
  follow(["_rows", "_columns"], () => {
    rows.replaceChildren(...model.get("_rows").map(line));
    mark();
  });
  follow(["value"], mark);
  follow(["disabled"], () => inputs().forEach((input) => (input.disabled = model.get("disabled"))));
  return placed(el, box, settle, leave);
}

export default { render };
