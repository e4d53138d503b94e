// textual-serve's own page is told its address by the server and loads a font from elsewhere. This one finds
// its socket beside itself, whatever tunnel it came through, and loads nothing that the desk does not serve.
document.addEventListener("DOMContentLoaded", () => {
  const socket = new URL("ws", location.href);
  socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;
  document.getElementById("again").addEventListener("click", () => location.reload());
});

// After textual.js has made the terminal: keys are the desk's without a click.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea").focus());
