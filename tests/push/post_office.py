"""A mail server on loopback that keeps what it is given: just enough of RFC 5321 for a client that behaves."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class PostOffice:
    """`letters` are what came; `refuses` makes every recipient unknown, `hangs_up` keeps a letter and never says so."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = self.hangs_up = False
        office = self

        class Counter(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 stand-in\r\n")
                for line in self.rfile:
                    verb = line.split(b" ")[0].strip().upper()
                    if verb == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        office.letters.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n")), policy=policy.default))
                        if office.hangs_up:
                            return
                    said = b"550 nobody here\r\n" if verb == b"RCPT" and office.refuses else b"250 ok\r\n"
                    self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else said)
                    if verb == b"QUIT":
                        return

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counter)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> "PostOffice":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
