// Marks the list of lessons on the home page with how far each is, and tells the kernel when the page comes into
// view again: another lesson may have been done meanwhile.
export default {
  render({ model, el }) {
    el.style.height = "1px"; // something to be seen by the observer
    const page = () => el.closest(".jp-Notebook, main") ?? document;
    const look = () => {
      model.set("looks", model.get("looks") + 1);
      model.save_changes();
    };
    let looking = 0; // quizzes that are being got ready are there soon
    const mark = () => {
      const marks = model.get("marks");
      const preparing = Object.values(marks).some((one) => one.state === "preparing");
      if (preparing && !looking) looking = setInterval(look, 2000);
      if (!preparing) {
        clearInterval(looking);
        looking = 0;
      }
      for (const place of page().querySelectorAll("[class*='kapedu-home-mark']")) {
        const name = [...place.classList].find((one) => one.startsWith("kapedu-of-"));
        const row = place.closest("li, section, p");
        const link = row?.querySelector("a[href]");
        const path = name ? name.slice("kapedu-of-".length) : Object.keys(marks).find((one) => decodeURIComponent(link?.getAttribute("href") ?? "").replace(/\/[a-z]{2}(?=\/[^/]+\.ipynb)/, "").includes(one));
        const now = marks[path];
        if (!now) continue;
        place.textContent = now.words;
        if (row) row.dataset.kapeduState = now.state;
      }
    };
    let before = true;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting && !before) look();
      before = entry.isIntersecting;
    });
    watch.observe(el);
    model.on("change:marks", mark);
    mark();
    return () => {
      watch.disconnect();
      clearInterval(looking);
      model.off("change:marks", mark);
    };
  },
};
