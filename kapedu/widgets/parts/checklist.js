// Several of a few options: native check boxes in one named group. The press of a button elsewhere asks for the
// last value first, as in controls.js.

let count = 0;

function render({ model, el }) {
  const id = `kapedu-checklist-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const legend = node("legend", { class: "kapedu-label" });
  const list = node("div", { class: "kapedu-options" });
  const field = node("fieldset", { class: "kapedu-choice" }, legend, list);
  const hint = node("p", { class: "kapedu-hint", id: `${id}-hint` });
  const box = node("div", { class: "kapedu-control kapedu-control-checklist" }, field, hint);
  const { follow, leave } = following(model);
  let unsettled = null;

  const settle = () => {
    if (unsettled) model.send(unsettled);
    unsettled = null;
  };
  const boxes = () => [...list.querySelectorAll("input")];
  const mark = () => boxes().forEach((input) => (input.checked = model.get("value").includes(input.value)));
  const changed = () => {
    const value = boxes().filter((input) => input.checked).map((input) => input.value);
    unsettled = { event: "value", value };
    model.set("value", value);
    model.save_changes();
  };

  follow(["label"], () => (legend.textContent = model.get("label")));
  follow(["_options"], () => {
    list.replaceChildren(
      ...model.get("_options").map(([value, text], index) => {
        const input = node("input", { type: "checkbox", id: `${id}-${index}`, value });
        input.addEventListener("change", changed);
        return node("label", { for: input.id, class: "kapedu-option" }, input, node("span", {}, text));
      }),
    );
    mark();
  });
  follow(["value"], mark);
  follow(["disabled"], () => (field.disabled = model.get("disabled")));
  follow(["hint"], () => {
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
    if (model.get("hint")) field.setAttribute("aria-describedby", hint.id);
    else field.removeAttribute("aria-describedby");
  });
  return placed(el, box, settle, leave);
}

export default { render };
