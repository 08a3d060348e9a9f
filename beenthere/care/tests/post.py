"""A mail server in a thread: it speaks enough SMTP to take a mail, and keeps it as it came over the wire."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

ANSWERS = {
    b"EHLO": b"250-post\r\n250 8BITMIME",
    b"HELO": b"250 post",
    b"DATA": b"354 go on",
    b"QUIT": b"221 bye",
}


@dataclass
class Post:
    """What arrived: the envelopes and the bytes."""

    port: int
    envelopes: list[list[bytes]] = field(default_factory=list)
    wire: list[bytes] = field(default_factory=list)

    def mails(self) -> list[EmailMessage]:
        """Return the mails as a reader's program understands them."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.wire]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]
        self._say(b"220 post")
        envelope: list[bytes] = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self._say(ANSWERS.get(verb, b"250 ok"))
            if verb in (b"MAIL", b"RCPT"):
                envelope.append(line.strip())
            if verb == b"DATA":
                post.wire.append(self._letter())
                post.envelopes.append(envelope)
                self._say(b"250 taken")
            if verb == b"QUIT":
                return

    def _letter(self) -> bytes:
        lines = []
        # A line that breaks in the middle of a letter ends it too.
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@contextmanager
def post_office() -> Iterator[Post]:
    """Open a post office on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.post = Post(port=server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.post  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()
