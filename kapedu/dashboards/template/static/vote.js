// A phone goes on to the next vote by itself. Without this script there is a link to look again.
const vote = document.querySelector(".kapedu-vote");
const EVERY_MS = 2000;
const SPREAD_MS = 1000; // a hundred phones do not ask at the same moment
const SLOWEST_MS = 20000;
let waiting = 0;
let pause = EVERY_MS;

async function look() {
  clearTimeout(waiting);
  if (document.hidden) return; // the phone lies on the table; it asks when it is looked at
  try {
    const answer = await fetch(vote.dataset.now, { cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const told = await answer.json();
    if (String(told.number) !== vote.dataset.number || String(told.open) !== vote.dataset.open) {
      location.replace(vote.dataset.again);
      return;
    }
    pause = EVERY_MS;
  } catch {
    pause = Math.min(pause * 2, SLOWEST_MS); // the room's network is busy, or the course has stopped
  }
  waiting = setTimeout(look, pause + Math.random() * SPREAD_MS);
}

document.addEventListener("visibilitychange", look);
waiting = setTimeout(look, pause + Math.random() * SPREAD_MS);
