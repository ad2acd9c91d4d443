"""Decides which internet addresses may be fetched from: only public ones.

Whoever can make the host type an address must not be able to read what only the host's machine can reach: its own
services, its network, or the metadata service of its cloud. `ipaddress.is_global` follows IANA's special-purpose
registries (RFC 6890) but counts multicast, and forms that carry an IPv4 address inside, as global; those are refused
here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

WEB_PORTS = frozenset({80, 443})

_UNICAST6 = ip_network("2000::/3")  # the only block of IPv6 that is given out as global unicast (RFC 4291, 2.4)
_REFUSED4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # carrier-grade NAT
        "168.63.129.16/32",  # Azure's virtual host: a public number, reached only from within
        "192.0.0.0/24",  # protocol assignments (Oracle's metadata service among them)
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_REFUSED6 = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in the next 32 bits
        "3fff::/20",  # documentation
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: the next 32 bits are an IPv4 address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is on the public internet and embeds no other address."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _REFUSED4)
    if address.scope_id is not None or address not in _UNICAST6 or any(address in block for block in _REFUSED6):
        return False
    return (int(address) >> 32) & 0xFFFFFFFF not in _ISATAP


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses and ports may be contacted. `also` lists further addresses that are allowed.

    `ports` None allows every port. Both are for tests with a server of their own.
    """

    also: frozenset[IPv4Address | IPv6Address] = frozenset()
    ports: frozenset[int] | None = WEB_PORTS

    def allows(self, address: str) -> bool:
        """Return whether this numeric address may be contacted."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return parsed in self.also or is_public(parsed)

    def allows_port(self, port: int) -> bool:
        """Return whether this port may be used."""
        return 0 < port < 65536 and (self.ports is None or port in self.ports)


PUBLIC_ONLY = AddressPolicy()
