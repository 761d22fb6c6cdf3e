"""Fetching an address: where it may lead, what goes along, and how much may come back."""

import gzip
import shutil
import ssl
import subprocess
import zlib
from dataclasses import replace
from time import monotonic

import canary
import pytest

from sources import archive
from sources.archive import FetchError

AGENT = "Tests/1.0"
PAGE = "<!doctype html><title>Reef</title><p>The reef has many teeth."


@pytest.fixture
def bird():
    with canary.listening() as found:
        yield found


def fetch(url, network=archive.PUBLIC, **asked):
    return archive.fetch(url, agent=AGENT, network=network, **asked)


def refusal(url, network=archive.PUBLIC, **asked):
    with pytest.raises(FetchError) as refused:
        fetch(url, network, **asked)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_page_is_fetched_as_it_came(bird):
    found = fetch(bird.says("/reef?a=b", PAGE), bird.network)

    assert found == archive.Fetched(
        url=bird.url("/reef?a=b"), data=PAGE.encode(), media_type="text/html", charset="utf-8"
    )


def test_nothing_goes_along_but_our_name(bird):
    bird.leads("/first", "/second")
    bird.says("/second", PAGE)
    bird.answers["/first"][0] = bird.answers["/first"][0].replace(
        b"\r\n", b"\r\nSet-Cookie: a=b\r\n", 1
    )

    fetch(bird.url("/first"), bird.network)

    names = {line.partition(":")[0] for line in bird.heard[1].split("\r\n")[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert f"User-Agent: {AGENT}" in bird.heard[1]


def test_no_proxy_of_the_surroundings_is_used(bird, monkeypatch):
    with canary.listening() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("HTTP_PROXY", proxy.url())

        fetch(bird.says("/", PAGE), bird.network)

        assert proxy.heard == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.01",
        "0.0.0.0",  # noqa: S104 -- nothing is bound to it
        "0",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_no_spelling_of_this_machine_is_asked(bird, host):
    bird.says("/", PAGE)

    refusal(bird.url(host=host))

    assert bird.heard == []


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.88.99.1", "0.1.2.3"),
        *("fe80::1", "fe80::1%lo", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1"),
        *("2002:a00:1::", "64:ff9b::a00:1", "64:ff9b:1::1", "2001::1", "3fff::1", "5f00::1"),
        *("::", "::a00:1", "fec0::1", "100::1"),
    ],
)
def test_a_name_of_the_house_is_not_asked(number):
    network = archive.Network(resolve=lambda *_: [number])

    assert refusal("http://reef.example/", network) == (
        "The host reef.example does not stand in the public network, so it is not asked."
    )


def test_one_private_address_among_public_ones_is_one_too_many():
    network = archive.Network(resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])

    assert "does not stand in the public network" in refusal("http://reef.example/", network)


def test_the_public_network_is_public():
    from ipaddress import ip_address

    from sources.core import addresses

    numbers = ("93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:93.184.215.14")

    assert all(addresses.is_public(ip_address(number)) for number in numbers)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://reef.example/",
        "file:///etc/passwd",
        "gopher://reef.example/",
        "javascript:alert(1)",
        "//reef.example/",
        "reef.example",
        "",
        "http://",
        "http:///reef",
        "http://a:b@reef.example/",
        "http://public.example@127.0.0.1/",
        "http://public.example\\@127.0.0.1/",
        "http://reef.example:22/",
        "http://reef.example:0/",
        "http://reef.example:99999/",
        "http://reef.example/a b",
        "http://reef.example/\r\nHost: other",
        "http://[::1/",
        "http://a..b/",
        f"http://{'a' * 64}.example/",
        f"http://reef.example/{'a' * 2000}",
    ],
)
def test_what_is_no_address_of_a_source_is_refused_before_anything_is_resolved(url):
    asked = []
    network = archive.Network(resolve=lambda *asking: asked.append(asking) or [])

    refusal(url, network)

    assert asked == []


def test_a_resolver_that_changes_its_mind_is_asked_once(bird):
    bird.says("/", PAGE)
    told = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def resolve(host, port):
        asked.append(host)
        return next(told)

    fetch(f"http://reef.example:{bird.port}/", replace(bird.network, resolve=resolve))

    assert asked == ["reef.example"]
    assert f"Host: reef.example:{bird.port}" in bird.heard[0]


def test_the_second_answer_of_a_resolver_is_looked_at_when_a_redirect_asks_again(bird):
    bird.leads("/", "http://reef.example/inside")
    told = iter([["127.0.0.1"], ["10.0.0.1"]])
    network = archive.Network(
        resolve=lambda *_: next(told), permits=lambda number: number.is_loopback
    )

    assert "public network" in refusal(f"http://reef.example:{bird.port}/", network)


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/", "//10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://0xa000001/"],
)
def test_a_redirect_into_the_house_is_not_followed(bird, location):
    bird.leads("/", location)
    network = archive.Network(permits=lambda number: number.is_loopback)

    assert "public network" in refusal(bird.url(), network)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://reef.example/", "http://a:b@reef.example/", "data:,a"]
)
def test_a_redirect_to_what_is_not_the_web_is_not_followed(bird, location):
    bird.leads("/", location)

    refusal(bird.url(), bird.network)

    assert len(bird.heard) == 1


def test_five_redirects_are_followed_and_six_are_not(bird):
    for number in range(6):
        bird.leads(f"/{number}", f"/{number + 1}", status="301 Moved Permanently")
    bird.says("/6", PAGE)

    assert fetch(bird.url("/1"), bird.network).url == bird.url("/6")
    assert "more than 5 times" in refusal(bird.url("/0"), bird.network)


def test_an_address_that_leads_to_itself_ends(bird):
    bird.leads("/", "/")

    assert "more than 5 times" in refusal(bird.url(), bird.network)
    assert len(bird.heard) == 6


def test_what_is_too_large_is_refused_by_what_it_says_of_itself(bird):
    bird.says("/", "", Content_Length=10_000_001)

    assert refusal(bird.url(), bird.network) == (
        "The address gives more than 10 MB, the most that we keep."
    )


def test_what_is_too_large_and_does_not_say_so_is_refused_too(bird):
    bird.says("/", b"a" * 10_000_001, Content_Length=None)
    chunks = (b"a0000\r\n" + b"a" * 0xA0000 + b"\r\n" for _ in range(20))
    bird.says("/chunked", b"", Content_Length=None, Transfer_Encoding="chunked")
    bird.answers["/chunked"] += chunks

    assert "more than 10 MB" in refusal(bird.url(), bird.network)
    assert "more than 10 MB" in refusal(bird.url("/chunked"), bird.network)


def test_ten_million_bytes_are_not_too_large(bird):
    bird.says("/", b"a" * 10_000_000)

    assert len(fetch(bird.url(), bird.network).data) == 10_000_000


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(bird):
    bird.says("/page", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    bird.says("/bomb", gzip.compress(b"\0" * 60_000_000, 6, mtime=0), Content_Encoding="gzip")

    assert fetch(bird.url("/page"), bird.network).data == PAGE.encode()
    assert "more than 10 MB" in refusal(bird.url("/bomb"), bird.network)


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (b"no gzip", "gzip", "not packed as it says"),
        (gzip.compress(PAGE.encode(), mtime=0)[:-12], "gzip", "breaks off"),
        (zlib.compress(b"a"), "deflate", "packed in a way that is not read"),
        (b"a", "br", "packed in a way that is not read"),
        (b"a", "gzip, gzip", "packed in a way that is not read"),
    ],
)
def test_a_packing_that_does_not_hold_is_a_sentence(bird, body, encoding, says):
    bird.says("/", body, Content_Encoding=encoding)

    assert says in refusal(bird.url(), bird.network)


def test_an_answer_that_breaks_off_is_not_taken_for_whole(bird):
    bird.says("/", PAGE, Content_Length=len(PAGE) + 1)

    assert refusal(bird.url(), bird.network) == (
        "The answer of the address breaks off before its end."
    )


@pytest.mark.parametrize(
    "before",
    [
        [],
        [b"HTTP/1.1 200 OK\r\nX: "],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ],
    ids=["status", "headers", "body", "chunks"],
)
def test_a_slow_drip_ends_in_time(bird, before):
    bird.answers["/"] = [*before, canary.drip(b"1", 0.05)]
    began = monotonic()

    said = refusal(bird.url(), replace(bird.network, seconds=0.6))

    assert said == "The address did not answer in full within 0.6 seconds."
    assert monotonic() - began < 3


def test_silence_and_slow_names_end_in_time(bird):
    from threading import Event

    bird.answers["/"] = [lambda _, over: over.wait()]
    quick = replace(bird.network, seconds=0.3)
    never = Event()

    assert "within 0.3 seconds" in refusal(bird.url(), quick)
    slow = replace(quick, resolve=lambda *_: never.wait(5) or [])
    assert "within 0.3 seconds" in refusal(bird.url(), slow)
    never.set()


def test_the_time_is_one_for_all_redirects(bird):
    for number in range(5):
        bird.leads(f"/{number}", f"/{number + 1}")
        bird.answers[f"/{number}"].insert(0, lambda _, over: over.wait(0.2))

    assert "within 0.5 seconds" in refusal(bird.url("/0"), replace(bird.network, seconds=0.5))


@pytest.mark.parametrize(
    ("status", "lost"),
    [("404 Not Found", True), ("410 Gone", True), ("500 Oops", True), ("403 Forbidden", False)],
)
def test_an_answer_that_is_no_page_is_told(bird, status, lost):
    bird.says("/", PAGE, status=status)

    with pytest.raises(FetchError, match=status[:3]) as refused:
        fetch(bird.url(), bird.network)

    assert refused.value.lost is lost


@pytest.mark.parametrize(
    "kind",
    [
        "application/msword",
        "application/zip",
        "image/png",
        "text/x-shellscript",
        "application/octet-stream",
    ],
)
def test_only_pages_and_texts_are_kept(bird, kind):
    bird.says("/", PAGE, Content_Type=kind)

    assert "are kept" in refusal(bird.url(), bird.network)


@pytest.mark.parametrize("said", [b"", b"220 mail ready\r\n", b"\0" * 100, b"HTTP/1.1 x\r\n\r\n"])
def test_what_is_not_http_is_a_sentence(bird, said):
    bird.answers["/"] = [said]

    assert "does not answer as it should" in refusal(bird.url(), bird.network)


def test_what_does_not_speak_tls_is_a_sentence(bird):
    said = refusal(f"https://127.0.0.1:{bird.port}/", replace(bird.network, seconds=2))

    assert said.startswith(
        ("The certificate of 127.0.0.1", "The host 127.0.0.1", "The address did")
    )


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A server of reef.example with a certificate that is trusted, and a network it stands in."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=reef.example",
    ]
    names = ["-addext", "subjectAltName=DNS:reef.example"]
    written = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *asked, *names, *written], check=True, capture_output=True)  # noqa: S603 -- of our own making
    speaking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaking.load_cert_chain(certificate, key)
    monkeypatch.setattr("certifi.where", lambda: str(certificate))
    with canary.listening(speaking) as found:
        yield found


def test_the_certificate_is_of_the_name_and_the_connection_goes_to_the_number(secure):
    secure.says("/", PAGE)

    assert fetch(f"https://reef.example:{secure.port}/", secure.network).data == PAGE.encode()
    assert f"Host: reef.example:{secure.port}" in secure.heard[0]
    assert refusal(f"https://other.example:{secure.port}/", secure.network).startswith(
        "The certificate of other.example does not hold: Hostname mismatch"
    )


def test_a_certificate_that_nobody_trusts_is_refused(secure, monkeypatch):
    monkeypatch.undo()

    assert refusal(f"https://reef.example:{secure.port}/", secure.network) == (
        "The certificate of reef.example does not hold: self-signed certificate."
    )


def test_a_port_where_nobody_listens_and_a_name_nobody_has_are_sentences(bird):
    nobody = archive.Network(resolve=lambda *_: [])

    with canary.listening() as gone:
        pass
    assert refusal(gone.url(), bird.network) == "The host 127.0.0.1 does not answer as it should."
    assert refusal("http://reef.example/", nobody) == "The host reef.example is not known."
