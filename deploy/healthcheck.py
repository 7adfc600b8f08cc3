"""Whether the site of this container is ready: its exit code says so (standard library only)."""

import http.client
import os
import sys
from urllib.parse import urlsplit

site = urlsplit(os.environ.get("SITE_URL", "http://localhost"))
port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
link = http.client.HTTPConnection("127.0.0.1", int(port), timeout=4)
try:
    link.request("GET", "/readyz", headers={"Host": site.hostname or "localhost"})
    sys.exit(link.getresponse().status != 200)
except OSError as error:
    sys.exit(f"not ready: {error}")
