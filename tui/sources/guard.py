"""The network as far as a page may lead into it: public addresses only, and not for ever.

The name of a host is resolved here, every address it stands for is looked at, and the connection is
made to that very address: nothing is resolved a second time in between.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from tui.sources.errors import Unreadable, shown


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also one wrapped in another."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if not all(is_public(str(one)) for one in inner if one is not None):
            return False
    return found.is_global and not found.is_multicast


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class Guard(httpcore2.NetworkBackend):
    """Connects to public addresses, unless `allow_local`; everything ends at `deadline`
    (seconds of the monotonic clock).
    """

    def __init__(self, deadline: float, *, allow_local: bool) -> None:
        """Keep the limits."""
        self._deadline, self._allow_local = deadline, allow_local
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of a host that is allowed and answers.

        Raises:
            Unreadable: the host has no address that is allowed.
            httpcore2.ConnectError: none of them answers.
        """
        failure: Exception | None = None
        for address in self._allowed(host, port):
            try:
                stream = self._network.connect_tcp(
                    address, port, self._left(timeout), local_address, socket_options
                )
                self._check(stream, host)
                return _Timed(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError("no address")

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(str(error)) from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        allowed = [one for one in addresses if self._allow_local or is_public(one)]
        if addresses and not allowed:
            raise _private(host, addresses[0])
        return allowed

    def _check(self, stream: httpcore2.NetworkStream, host: str) -> None:
        """Look once more at where the connection has really gone."""
        address = str(stream.get_extra_info("server_addr")[0])
        if not self._allow_local and not is_public(address):
            stream.close()
            raise _private(host, address)

    def _left(self, timeout: float | None) -> float:
        return _left(self._deadline, timeout, httpcore2.ConnectTimeout)


class _Timed(httpcore2.NetworkStream):
    """A connection on which every wait ends at the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        left = _left(self._deadline, timeout, httpcore2.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Go on encrypted; the certificate is that of the host's name."""
        left = _left(self._deadline, timeout, httpcore2.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


def _private(host: str, address: str) -> Unreadable:
    where = shown(host) if host == address else f"{shown(host)} ({address})"
    return Unreadable(
        f"leads to {where}, which is not on the public internet: --allow-local allows that"
    )


def _left(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    """Seconds that may be waited still."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("it took too long")
    return left if timeout is None else min(left, timeout)
