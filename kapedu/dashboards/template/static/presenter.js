// Keeps the numbers on the presenter's page up to date, and asks before everybody begins anew.
const counts = document.querySelector(".kapedu-counts");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(counts.dataset.from, { cache: "no-store" });
    if (!answer.ok) return;
    for (const [name, count] of Object.entries(await answer.json())) {
      const place = counts.querySelector(`[data-count="${name}"]`);
      if (place && place.textContent !== String(count)) place.textContent = count;
    }
  } catch {
    // The server has stopped; the numbers stay as they were.
  }
}
setInterval(refresh, 3000);

document.querySelector("form").addEventListener("submit", (event) => {
  if (!confirm(event.target.dataset.sure)) event.preventDefault();
});
