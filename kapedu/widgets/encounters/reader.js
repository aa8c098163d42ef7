const READER = "kapedu:reader";

// A random word that this browser keeps: where many readers share a server, each comes back to the own run.
function reader() {
  try {
    let word = localStorage.getItem(READER);
    if (!/^[0-9a-f]{16}$/.test(word || "")) {
      word = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      localStorage.setItem(READER, word);
    }
    return word;
  } catch {
    return "";
  }
}
