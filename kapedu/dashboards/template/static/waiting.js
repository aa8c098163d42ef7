// Asks for the place in line, and comes in when it is time. The page itself stays, so that nothing is read out twice.
const place = document.querySelector("[data-place]");

const EVERY_MS = 1000 * place.dataset.everyS;
const ANSWER_WAIT_MS = 8000;

async function ask() {
  try {
    const answer = await fetch(place.dataset.place, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_WAIT_MS) });
    const now = answer.redirected ? 0 : (await answer.json()).place; // redirected: the word of the room has changed
    if (now === 0) {
      location.reload(); // and ask no more: the page is on its way, and may take a while
      return;
    }
    if (place.textContent !== String(now)) place.textContent = now;
  } catch {
    // The server is busy or has stopped; the page asks again.
  }
  setTimeout(ask, EVERY_MS);
}

setTimeout(ask, EVERY_MS);
