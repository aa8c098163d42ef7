// What the checklist and the answer grid share: elements with their attributes, and a control in its place on the page.

const SETTLE = "kapedu:settle"; // see controls.js: a press elsewhere asks for the last answers first

const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// Watches the model; `follow(names, react)` reacts now and at every change, `leave()` ends all of it.
function following(model) {
  const heard = [];
  const follow = (names, react) => {
    for (const name of names) {
      model.on(`change:${name}`, react);
      heard.push([`change:${name}`, react]);
    }
    react();
  };
  return { follow, leave: () => heard.forEach(([name, react]) => model.off(name, react)) };
}

// Puts the control on the page; gives back what takes it away again.
function placed(el, box, settle, leave) {
  document.addEventListener(SETTLE, settle);
  el.classList.add("kapedu");
  // in JupyterLab, keys pressed here are not shortcuts of the notebook
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(box);
  return () => {
    document.removeEventListener(SETTLE, settle);
    leave();
  };
}
