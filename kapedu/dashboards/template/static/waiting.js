// Asks for the place in line, and comes in when it is time. The page itself stays, so that nothing is read out twice.
const place = document.querySelector("[data-place]");

setInterval(async () => {
  try {
    const answer = await fetch(place.dataset.place, { cache: "no-store" });
    const now = (await answer.json()).place;
    if (now === 0) location.reload();
    else if (place.textContent !== String(now)) place.textContent = now;
  } catch {
    // The server is busy or has stopped; the page asks again.
  }
}, 1000 * place.dataset.everyS);
