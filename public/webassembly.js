// Shows a sentence where the browser cannot run the chat. In a file of its own, so that a Content-Security-Policy needs no
// inline script; in the oldest JavaScript there is, so that every such browser can read it.
(function () {
  if (typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function") return;
  var sentence = document.getElementById("no-webassembly");
  if (sentence) sentence.removeAttribute("hidden");
})();
