// How long a question was in front of somebody who was there: a lower bound, used to improve questions, never to mark.
//
// Each second counts for one question at most, and only while the page is visible and something was pressed, typed,
// pointed at or scrolled within the last minute. It counts for the question that holds the keyboard, else for the one
// that fills most of the window. Time on another tab, at another program or away from the desk does not count.

const TICK_MS = 1000;
const IDLE_MS = 60_000;

// One clock for all questions of a page; each question is a module of its own, so it hangs on the window.
function attention() {
  if (window.kapeduAttention) return window.kapeduAttention;
  const watched = new Map();
  let active = Date.now();
  const here = () => {
    active = Date.now();
  };
  for (const name of ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart"]) {
    window.addEventListener(name, here, { passive: true, capture: true });
  }

  function inSight(box) {
    const { top, bottom, width } = box.getBoundingClientRect();
    return width ? Math.max(0, Math.min(bottom, window.innerHeight) - Math.max(top, 0)) : 0;
  }

  function tick() {
    if (document.visibilityState !== "visible" || Date.now() - active > IDLE_MS) return;
    let most = 0;
    let add = null;
    for (const [box, count] of watched) {
      const height = inSight(box);
      const weight = height && box.contains(document.activeElement) ? Infinity : height;
      if (weight > most) {
        most = weight;
        add = count;
      }
    }
    if (add) add(TICK_MS / 1000);
  }

  window.setInterval(tick, TICK_MS);
  window.kapeduAttention = {
    watch: (box, count) => watched.set(box, count),
    forget: (box) => watched.delete(box),
  };
  return window.kapeduAttention;
}

