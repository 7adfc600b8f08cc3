"""Load a server: throughput and delays by wrk, single requests by http.client."""

import dataclasses
import http.client
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

Headers = Mapping[str, str]
CLIENTS = 8
# One address after the other; {n} is a number that never comes again.
SCRIPT = """
local paths, n = {}, 0
for line in io.lines("%(file)s") do paths[#paths + 1] = line end
request = function()
  n = n + 1
  local address = paths[(n - 1) %% #paths + 1]:gsub("{n}", "%(mark)s" .. n)
  return wrk.format("GET", address)
end
"""
# Each form once; wrk asks for one before it begins, which it does not send.
FORMS = """
local forms, n = {}, -1
for line in io.lines("%(file)s") do
  local path, cookie, body = line:match("([^\\t]*)\\t([^\\t]*)\\t(.*)")
  local headers = {["Cookie"] = cookie}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  forms[#forms + 1] = wrk.format("POST", path, headers, body)
end
request = function()
  n = n + 1
  return forms[math.max(n, 1)] or wrk.format("GET", "/too-few-forms")
end
response = function(status)
  io.write(string.format("STATUS %%d\\n", status))
end
"""
TOLD = """
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("DONE %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    e.status + e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""
DONE = re.compile(r"DONE (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)")


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """Requests a second, delays in milliseconds, and how many answers were errors."""

    rate: float
    p50: float
    p95: float
    p99: float
    errors: int


def throughput(
    port: int, paths: Iterable[str], *, headers: Headers, seconds: float, mark: str = "m"
) -> Loaded:
    """What eight clients get from these addresses, asked in turn."""
    return loaded(wrk(port, SCRIPT, paths, headers=headers, seconds=seconds, mark=mark))


def wrk(
    port: int,
    script: str,
    lines: Iterable[str],
    *,
    headers: Headers,
    seconds: float,
    mark: str = "",
) -> str:
    """What eight clients of wrk said, who read `lines`."""
    with tempfile.TemporaryDirectory(prefix="premier-clap-bench-") as name:
        folder = Path(name)
        (folder / "lines").write_text("\n".join(lines) + "\n")
        (folder / "load.lua").write_text(script % {"file": folder / "lines", "mark": mark} + TOLD)
        command = [
            "wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout=30s",
            f"-s{folder / 'load.lua'}",
            *[f"-H{name}: {value}" for name, value in headers.items()],
            f"http://127.0.0.1:{port}/",
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def loaded(answer: str) -> Loaded:
    found = DONE.search(answer)
    if found is None:
        raise SystemExit(f"wrk n’a rien dit :\n{answer}")
    requests, microseconds, errors, p50, p95, p99 = map(int, found.groups())
    return Loaded(requests / microseconds * 1e6, p50 / 1e3, p95 / 1e3, p99 / 1e3, errors)


def fetch(port: int, path: str, *, headers: Headers) -> bytes:
    """The bytes of a page that must be there."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    link.request("GET", path, headers=dict(headers))
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != 200:
        raise SystemExit(f"{path} : {answer.status}")
    return body


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A form to send, with the session of its author."""

    path: str
    session: str
    fields: str = ""


def send(
    port: int,
    forms: list[Form],
    *,
    headers: Headers,
    cookies: tuple[str, str],
    seconds: float = 2,
) -> Loaded:
    """Eight clients send these forms, each once; an answer that is no redirect is an error.

    There must be more forms than are sent in that time.
    """
    session_name, csrf_name = cookies
    token = "b" * 32
    sent = {
        **headers,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"https://{headers['Host']}/",
    }
    lines = [
        "\t".join(
            (
                form.path,
                f"{session_name}={form.session}; {csrf_name}={token}",
                f"csrfmiddlewaretoken={token}&{form.fields}",
            )
        )
        for form in forms
    ]
    answer = wrk(port, FORMS, lines, headers=sent, seconds=seconds)
    statuses = Counter(re.findall(r"^STATUS (\d+)$", answer, re.M))
    found = loaded(answer)
    # wrk counts connections that broke and what begins with 400; a form shown again is a 200.
    others = sum(count for status, count in statuses.items() if status < "400" and status != "302")
    errors = found.errors + others
    if errors:
        print(f"  {forms[0].path} : {dict(statuses)}", flush=True)
    return dataclasses.replace(found, errors=errors)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
