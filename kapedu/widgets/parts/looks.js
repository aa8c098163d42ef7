// Tells the kernel each time the page comes into view: another lesson may have been done meanwhile.
// Brings the place back into view, and the keyboard with it, when the kernel asks for it ("seek").
export default {
  render({ model, el }) {
    el.style.height = "1px"; // something to be seen by the observer
    let before = true;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting && !before) {
        model.set("looks", model.get("looks") + 1);
        model.save_changes();
      }
      before = entry.isIntersecting;
    });
    watch.observe(el);
    const seek = () => {
      el.tabIndex = -1;
      el.style.scrollMarginTop = "4em"; // below the bar of the page
      el.style.outline = "none"; // nobody can act on it: the next Tab reaches what can be used
      el.focus({ preventScroll: true });
      el.scrollIntoView({ block: "start" });
    };
    model.on("change:seek", seek);
    return () => {
      watch.disconnect();
      model.off("change:seek", seek);
    };
  },
};
