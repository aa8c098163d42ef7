// The bar below a dashboard: a link to what is set now, and a fresh start. Only where the dashboard is a page of its
// own (Voilà); in JupyterLab the address belongs to JupyterLab.
const isPage = () => document.body.dataset.voila === "voila";

async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text); // browsers allow it on https and on this computer only
    return true;
  } catch {
    field.hidden = false;
    field.value = text;
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

export default {
  initialize({ model }) {
    if (isPage() && location.search.length > 1) model.send({ query: location.search });
  },
  render({ model, el }) {
    if (!isPage()) {
      el.hidden = true;
      return;
    }
    const translated = model.get("_words"); // what is not English
    const say = (text) => translated[text] ?? text;
    const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
    const share = make("button", { type: "button", className: "kapedu-button kapedu-button-quiet", textContent: say("Copy a link to this") });
    const anew = make("button", { type: "button", className: "kapedu-button kapedu-button-quiet", textContent: say("Start again") });
    const said = make("p", { className: "kapedu-hint" });
    said.setAttribute("role", "status");
    const field = make("input", { type: "text", readOnly: true, hidden: true, className: "kapedu-link" });
    field.setAttribute("aria-label", say("Link to this"));
    // What is wrong with the link that opened the page is told at its top, where the reader looks first.
    const problem = make("p", { className: "kapedu-notice", hidden: true });
    problem.setAttribute("role", "alert");
    document.querySelector("main").prepend(problem);
    share.addEventListener("click", async () => {
      const query = model.get("query");
      const link = `${location.origin}${location.pathname}${query ? `?${query}` : ""}`;
      said.textContent = (await copy(link, field)) ? say("Copied. The link opens this page as it is now.") : say("Copy the link from this line.");
    });
    anew.addEventListener("click", () => {
      sessionStorage.clear(); // which case was open, and the like
      location.assign(location.pathname);
    });
    const tell = () => {
      problem.textContent = model.get("problem");
      problem.hidden = !model.get("problem");
    };
    model.on("change:problem", tell);
    tell();
    el.classList.add("kapedu", "kapedu-shared-state");
    el.append(share, anew, said, field);
    return () => {
      model.off("change:problem", tell);
      problem.remove();
    };
  },
};
