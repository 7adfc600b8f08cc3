"""What fails on purpose: a way to a database that can be cut, a post office that can be closed."""

import socket
import socketserver
import threading
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any


class Relay:
    """Passes a Unix socket on to another; while it is cut, nobody gets through.

    PostgreSQL listens at `target`; its clients are told the folder of `path` instead.
    """

    def __init__(self, path: Path, target: Path) -> None:
        self.path, self.target = path, target
        self.links: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.listener: socket.socket | None = None

    def open(self) -> None:
        self.path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.path))
        # The server looks at who asks: anybody, here.
        self.path.chmod(0o777)
        listener.listen(128)
        self.listener = listener
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def cut(self) -> None:
        """End every connection and refuse new ones, as a server that stopped."""
        assert self.listener
        self.listener.close()
        self.path.unlink(missing_ok=True)
        with self.lock:
            links, self.links = self.links, set()
        for link in links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self.target))
            except OSError:
                return
            with self.lock:
                self.links |= {client, server}
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=[one, other], daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        finally:
            for link in (one, other):
                with suppress(OSError):
                    link.shutdown(socket.SHUT_RDWR)


class _Session(socketserver.StreamRequestHandler):
    """As much SMTP as Django's backend speaks."""

    server: "PostOffice"

    def handle(self) -> None:
        def say(line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        say("220 post office")
        while line := self.rfile.readline():
            verb = line.strip().upper()[:4]
            if verb == b"DATA":
                say("354 go on")
                content = b""
                while (text := self.rfile.readline()) != b".\r\n":
                    content += text
                self.server.mails.append(message_from_bytes(content))
                say("250 kept")
            elif verb == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


class PostOffice(socketserver.ThreadingTCPServer):
    """Takes mails on a port of this machine; open it, close it, and read `mails`."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.mails: list[Message[Any, Any]] = []
        super().__init__(("127.0.0.1", port), _Session)
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def close(self) -> None:
        self.shutdown()
        self.server_close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
