// The reader's language: that of the home page they opened last.
import { inLanguage, languageOf } from "./way.js";
import { WORDS } from "./words.js";

const HOME = "course/index.ipynb";
const KEPT = "kapedu-language";

/** A text in a language; what nobody translated stays as it is. */
export const inWords = (language) => (text) => WORDS[language]?.[text] ?? text;

/** Whether a notebook is a home page, in any language. */
export const isHome = (path) => /^course\/([a-z]{2}\/)?index\.ipynb$/.test(path);

/** The language chosen last. */
export function chosenLanguage() {
  try {
    return localStorage.getItem(KEPT) ?? "en";
  } catch {
    return "en"; // a browser that keeps nothing
  }
}

/** Note that the reader opened a page: a home page chooses the language. */
export function opened(path) {
  if (!isHome(path)) return;
  try {
    localStorage.setItem(KEPT, languageOf(path));
  } catch {
    // it will be asked of the next home page
  }
}

/** The home page in the reader's language. */
export const chosenHome = () => inLanguage(HOME, chosenLanguage());
