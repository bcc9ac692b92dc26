"""Hosts as browsers read them: the host parser of the WHATWG URL standard, without percent-encoding.

Names go through UTS 46 without the transitional mapping, so a sharp s, a final sigma and a joiner are letters of their
own; what ends in a number is an address, in any of the old ways of writing one (RFC 6943, 3.1.1). A host that is no
host, or is too long for the name system, comes out as "".
"""

import ipaddress
import re

_LONGEST_LABEL, _LONGEST_NAME = 63, 253  # RFC 1035; in bytes of the ASCII form
_ASCII_NAME = re.compile(r"[a-z0-9._-]+")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def both_hosts(host: str) -> tuple[str, str]:
    """A host in its own letters and in the ASCII that is looked up; ("as written", "") where there is none.

    A numeric host comes as its plain address in both. Brackets of an IPv6 host are part of what comes in, not of what
    comes out.
    """
    written = host.lower()
    if host.startswith("["):
        address = _six(host)
        return address or written, address
    if len(host) > _LONGEST_NAME * 2:
        return written, ""
    # loaded where it is needed: its tables are large, and most of the time no link is on the screen at the start
    import idna

    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False).removesuffix(".")
        labels = [_label(each) for each in mapped.split(".")]
    except UnicodeError:  # idna's own error is one of these
        return written, ""
    name = ".".join(each[1] for each in labels)
    if len(name) > _LONGEST_NAME or not _ASCII_NAME.fullmatch(name):
        return written, ""
    if _NUMBER.fullmatch(labels[-1][1]):
        address = _four(name)
        return address or written, address
    return ".".join(each[0] for each in labels), name


def is_address(ascii_host: str) -> bool:
    """Whether a host that came out of `both_hosts` is an address."""
    try:
        ipaddress.ip_address(ascii_host)
    except ValueError:
        return False
    return True


def _label(label: str) -> tuple[str, str]:
    """One label in its own letters and in ASCII. Raises UnicodeError for one that no name may have."""
    import idna

    if not label or len(label) > _LONGEST_LABEL:
        raise UnicodeError("a label is empty or too long")
    if label.isascii() and not label.startswith("xn--"):
        return label, label
    if label.isascii():
        letters = label[4:].encode().decode("punycode")
        # a name in disguise must be one that its own letters would give
        if letters.isascii() or idna.uts46_remap(letters, std3_rules=False, transitional=False) != letters:
            raise UnicodeError("this is not the ASCII form of anything")
    else:
        letters = label
    if "." in letters:
        raise UnicodeError("a dot came out of one label")
    idna.check_initial_combiner(letters)
    idna.check_bidi(letters)
    if not all(idna.valid_contextj(letters, at) for at, each in enumerate(letters) if each in "\u200c\u200d"):
        raise UnicodeError("a joiner stands where it joins nothing")
    ascii_label = f"xn--{letters.encode('punycode').decode()}"
    if len(ascii_label) > _LONGEST_LABEL or (label.isascii() and ascii_label != label):
        raise UnicodeError("a label is too long or has two forms")
    return letters, ascii_label


def _four(host: str) -> str:
    """An IPv4 address of one to four numbers, each decimal, octal or hexadecimal, the last filling what is left."""
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return ""
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return ""
    room = 256 ** (5 - len(numbers))
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= room:
        return ""
    value = numbers[-1] + sum(number * 256 ** (3 - place) for place, number in enumerate(numbers[:-1]))
    return str(ipaddress.IPv4Address(value))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") and part != "0" else 10)


def _six(host: str) -> str:
    if not host.endswith("]") or "%" in host:
        return ""
    try:
        return ipaddress.IPv6Address(host[1:-1]).compressed
    except ValueError:
        return ""
