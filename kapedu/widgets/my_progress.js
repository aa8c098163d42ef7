// Tells the kernel each time the page with this progress comes into view: another lesson may have been done meanwhile.
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
    return () => watch.disconnect();
  },
};
