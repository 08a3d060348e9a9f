// One socket that comes back by itself.
//
// connecting -> open -> lost -> connecting -> ...      closed (for good) after 4403 or 4409
//
// A lost connection costs nothing: rows are the messages, and `resume` asks for what came after
// the last one seen. A silent one is noticed by ping and pong, in at most 25 seconds.

const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 8000;
// The server counts a side as gone after half a minute without a sign.
const PING_EVERY = 15000;
const PONG_WITHIN = 10000;
const HELLO_WITHIN = 10000;
const FOR_GOOD = new Set([4403, 4409]);

export class Connection extends EventTarget {
  // `lastSeen` returns the highest message number on the page.
  constructor({ path, lastSeen }) {
    super();
    this.path = path;
    this.lastSeen = lastSeen;
    this.state = "connecting";
    this.tries = 0;
    addEventListener("online", () => this.retryNow());
    addEventListener("offline", () => this.lose());
    addEventListener("pageshow", (event) => event.persisted && this.retryNow());
  }

  get isOpen() {
    return this.state === "open";
  }

  start() {
    clearTimeout(this.timer);
    if (this.socket || this.state === "closed") return;
    this.setState(this.tries ? "lost" : "connecting");
    const url = new URL(this.path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.socket = socket;
    this.hello = setTimeout(() => this.lose(), HELLO_WITHIN);
    socket.addEventListener("open", () => this.write({ t: "resume", after: this.lastSeen() }));
    socket.addEventListener("message", (event) => socket === this.socket && this.read(event.data));
    socket.addEventListener("close", (event) => socket === this.socket && this.lose(event.code));
  }

  // Returns whether the frame went to the network; that alone promises nothing.
  send(frame) {
    return this.isOpen && this.write(frame);
  }

  write(frame) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  read(data) {
    clearTimeout(this.pong);
    const frame = JSON.parse(data);
    if (frame.t === "hello") this.greet();
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  greet() {
    clearTimeout(this.hello);
    this.tries = 0;
    this.setState("open");
    clearInterval(this.ping);
    this.ping = setInterval(() => this.askIfAlive(), PING_EVERY);
  }

  askIfAlive() {
    this.write({ t: "ping" });
    clearTimeout(this.pong);
    this.pong = setTimeout(() => this.lose(), PONG_WITHIN);
  }

  // Give up this socket and plan the next one.
  lose(code) {
    const socket = this.socket;
    this.socket = null;
    clearInterval(this.ping);
    for (const timer of [this.pong, this.hello, this.timer]) clearTimeout(timer);
    if (socket && socket.readyState < WebSocket.CLOSING) socket.close();
    if (this.state === "closed") return;
    if (FOR_GOOD.has(code)) return this.setState("closed", code);
    this.setState("lost", code);
    this.timer = setTimeout(() => this.start(), this.wait(code));
  }

  wait(code) {
    if (!navigator.onLine) return LONGEST_WAIT;
    const longest = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** this.tries);
    this.tries += 1;
    // A server that restarts is met by everybody at once, so nobody comes at the same moment.
    const share = code === 1012 ? Math.random() : 0.5 + Math.random() / 2;
    return longest * share;
  }

  retryNow() {
    if (this.state !== "lost") return;
    this.tries = Math.min(this.tries, 1);
    this.start();
  }

  // Nothing more will be said: the talk has ended.
  finish() {
    this.setState("closed", 1000);
    this.lose();
  }

  setState(state, code) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, code } }));
  }
}
