// Says once whose browser this is; nothing is shown.

function render({ model, el }) {
  el.hidden = true;
  model.send({ hello: reader() });
}

export default { render };
