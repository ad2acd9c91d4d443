from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.web.addresses import PUBLIC_ONLY, AddressPolicy, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.192", "192.0.2.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255", "168.63.129.16",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::7f00:1",
        "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1",
        "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1",
        "5f00::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "4000::1",
        "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not PUBLIC_ONLY.allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450::200e"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert PUBLIC_ONLY.allows(address)


@pytest.mark.parametrize("address", ["", "localhost", "8.8.8.8:80", "08.8.8.8", "0x7f000001", "2130706433", "[::1]"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert not PUBLIC_ONLY.allows(address)


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_never_public(address: IPv4Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_link_local:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_one_is_never_public(address: IPv4Address) -> None:
    number = int(address)
    for prefix in (0xFFFF << 32, 0, 0x64FF9B << 96, 0xFFFF0000 << 32):
        assert not is_public(IPv6Address(prefix | number))
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80) | 1))


def test_an_address_is_allowed_by_itself_and_not_with_its_neighbours() -> None:
    policy = AddressPolicy(also=frozenset({ip_address("127.0.0.1")}))
    assert policy.allows("127.0.0.1")
    assert not policy.allows("127.0.0.2")
    assert not policy.allows("::ffff:127.0.0.1")


def test_only_the_ports_of_the_web_are_asked() -> None:
    assert [port for port in (0, 22, 25, 80, 443, 6379, 8080, 65536) if PUBLIC_ONLY.allows_port(port)] == [80, 443]
    assert AddressPolicy(ports=None).allows_port(8080)
