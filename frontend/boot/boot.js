// Starts the app and takes the opening picture away. A file of its own, because the content policy allows no inline script.
import start from "{{js}}";

try {
  await start({ module_or_path: "{{wasm}}" });
  document.getElementById("boot")?.remove();
} catch (error) {
  console.error(error);
  const text = document.getElementById("boot-text");
  if (text) {
    text.textContent =
      "Cairn could not start. Please reload the page; if that does not help, update your browser or try another one.";
  }
}
