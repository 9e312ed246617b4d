// Shows a sentence where the browser is too old to run the chat: only such browsers load it. In a file of its own, so that a
// Content-Security-Policy needs no inline script; in the oldest JavaScript there is, so that every such browser can read it.
(function () {
  var sentence = document.getElementById("no-webassembly");
  if (sentence) sentence.removeAttribute("hidden");
})();
