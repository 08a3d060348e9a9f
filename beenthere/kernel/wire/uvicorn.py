"""How the server holds sockets; used by ``beenthere start``, the benchmarks and the fault tests."""

from typing import Any

# permessage-deflate would cost some 35 KB a socket. A frame above ws_max_size closes its socket
# at once, unread; between 16 KiB and that the browser gets an error frame and keeps its text.
SOCKET_OPTIONS: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_max_size": 64 * 1024,
    "ws_per_message_deflate": False,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 5,
}
