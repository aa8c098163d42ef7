// Light or dark as the reader's system says; the course's pages are told in the same way (index.html.j2).
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
dark.addEventListener("change", dress);
dress();
