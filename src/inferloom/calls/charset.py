"""The character set that a server names, if it is one that text is sent in."""

from __future__ import annotations

import re

__all__ = ["named_charset"]

# Python has codecs that take hours for a megabyte (punycode), change no text (hex, zip) or read
# escapes (unicode_escape). A server's word is no reason to run them.
_KNOWN = (
    r"utf[-_]?(8|16|32)([-_]?[bl]e)?|(us-)?ascii|latin-?1|iso-?8859-\d{1,2}"
    r"|(windows-|cp)(125\d|932|949)|koi8-[ru]|gbk|gb2312|gb18030|big5"
    r"|shift[-_]?jis|euc-(jp|kr)|iso-2022-jp"
)


def named_charset(content_type: str) -> str | None:
    """Return the charset of a Content-Type header in lower case; None if it names none we read.

    Args:
        content_type: The header's value.
    """
    _, _, rest = content_type.lower().partition("charset=")
    name = rest.split(";", 1)[0].strip(" \"'")
    return name if re.fullmatch(_KNOWN, name, re.IGNORECASE) else None
