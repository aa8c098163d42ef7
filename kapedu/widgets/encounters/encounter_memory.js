// Which case is open in this tab, so that a reload of the page opens it again.

const OPEN_CASE = "kapedu:open-case";

function render({ model, el }) {
  const keep = () => {
    try {
      sessionStorage.setItem(OPEN_CASE, model.get("open_case"));
    } catch {
      // without storage a reload starts at the list
    }
  };
  el.hidden = true;
  model.on("change:open_case", keep);
  try {
    const found = sessionStorage.getItem(OPEN_CASE);
    if (found) model.send({ open_case: found });
  } catch {
    // as above
  }
  return () => model.off("change:open_case", keep);
}

export default { render };
