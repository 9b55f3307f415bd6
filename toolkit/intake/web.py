"""Fetch a page or a file from the web, within limits of size and time."""

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from typing import NamedTuple

from toolkit.errors import ReadError

TIMEOUT = 20  # seconds to wait for an answer, and for each part of it
DEADLINE = 60  # seconds for the whole
MAX_BYTES = 25_000_000
_INSTEAD = "Or save the page in your browser and read the file, or copy its text into read_article."


class Fetched(NamedTuple):
    """What an address gave: bytes, the type and encoding that the server named, and the address in the end."""

    data: bytes
    media_type: str
    encoding: str | None
    url: str


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follow redirects within the web only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        _check_scheme(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str) -> Fetched:
    """Fetch an address that begins with http:// or https://.

    Raises
    ------
    ReadError
        It is no such address, cannot be reached, answers with an error, or gives too much.
    """
    _check_scheme(url)
    try:
        request = urllib.request.Request(_quoted(url), headers={"User-Agent": "media-analysis-toolkit"})
        with urllib.request.build_opener(_OnlyWeb).open(request, timeout=TIMEOUT) as answer:
            data = _read(answer)
            headers = answer.headers
            if headers.get("Content-Encoding") == "gzip":
                data = zlib.decompressobj(31).decompress(data, MAX_BYTES)
            return Fetched(data, headers.get_content_type(), headers.get_content_charset(), answer.geturl())
    except ReadError:
        raise
    except urllib.error.HTTPError as error:
        error.close()
        raise ReadError(f"{url} answers {error.code} ({error.reason}). Check the address. {_INSTEAD}") from None
    except (OSError, http.client.HTTPException, zlib.error) as error:
        reason = getattr(error, "reason", None) or error
        raise ReadError(
            f"{url} cannot be reached ({reason}). Check the connection and the address. {_INSTEAD}"
        ) from None
    except (ValueError, UnicodeError) as error:
        raise ReadError(f"{url} is no web address ({error}). {_INSTEAD}") from None


def _check_scheme(url: str) -> None:
    if not url.lower().startswith(("http://", "https://")):
        raise ReadError(f"{url} is no web address: only http:// and https:// are read. {_INSTEAD}")


def _quoted(url: str) -> str:
    """Write an address with letters of any script in ASCII, as browsers do."""
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (urllib.parse.quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


def _read(answer: http.client.HTTPResponse) -> bytes:
    begun = time.monotonic()
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise ReadError(f"The address gives more than {MAX_BYTES:,} bytes: it is hardly one article. {_INSTEAD}")
        if time.monotonic() - begun > DEADLINE:
            raise ReadError(f"The address takes longer than {DEADLINE} seconds to answer. {_INSTEAD}")
    return b"".join(parts)
