// Runs before the first paint, so that nobody who chose the dark look is flashed with the light one.
// The choice is kept by the app under the same name; without one, the system's own setting decides in CSS.
(() => {
  try {
    const chosen = localStorage.getItem("cairn.theme");
    if (chosen === "cairn" || chosen === "cairn-night") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is switched off: the system's setting it is.
  }
})();
