// A button that plays and pauses; while it plays it beats every few seconds. A page that cannot be seen does not beat.
export default {
  render({ model, el }) {
    el.classList.add("kapedu");
    const box = document.createElement("div");
    box.className = "kapedu-control kapedu-control-button";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kapedu-button kapedu-button-quiet";
    box.append(button);
    el.append(box);
    let timer = 0;
    const say = (text) => model.get("_words")[text] ?? text; // what is not English
    const follow = () => {
      const playing = model.get("playing");
      button.textContent = playing ? say("Pause") : say("Play, a step every {seconds} s").replace("{seconds}", model.get("seconds"));
      clearInterval(timer);
      if (playing) {
        timer = setInterval(() => {
          if (!document.hidden) model.send({ event: "beat" });
        }, 1000 * model.get("seconds"));
      }
    };
    button.addEventListener("click", () => {
      model.set("playing", !model.get("playing"));
      model.save_changes();
    });
    model.on("change:playing change:seconds", follow);
    follow();
    return () => {
      clearInterval(timer);
      model.off("change:playing change:seconds", follow);
    };
  },
};
