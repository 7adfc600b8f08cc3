"""Load a server: throughput and delays by wrk, single requests and forms by http.client."""

import dataclasses
import http.client
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
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
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("DONE %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
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
    with tempfile.TemporaryDirectory(prefix="premier-clap-bench-") as folder:
        addresses, script = Path(folder, "addresses"), Path(folder, "load.lua")
        addresses.write_text("\n".join(paths) + "\n")
        script.write_text(SCRIPT % {"file": addresses, "mark": mark})
        command = [
            "wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout=30s", f"-s{script}",
            *[f"-H{name}: {value}" for name, value in headers.items()],
            f"http://127.0.0.1:{port}/",
        ]  # fmt: skip
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
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


def send(port: int, forms: list[Form], *, headers: Headers, cookies: tuple[str, str]) -> Loaded:
    """Eight clients send these forms, each once; an answer that is no redirect is an error."""
    session_name, csrf_name = cookies
    token = "b" * 32

    def one(form: Form) -> tuple[float, int]:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sent = {
            **headers,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{session_name}={form.session}; {csrf_name}={token}",
            "Referer": f"https://{headers['Host']}/",
        }
        link.connect()
        started = time.perf_counter()
        link.request("POST", form.path, f"csrfmiddlewaretoken={token}&{form.fields}", sent)
        answer = link.getresponse()
        answer.read()
        seconds = time.perf_counter() - started
        link.close()
        return seconds * 1000, answer.status

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(one, forms))
    seconds = time.perf_counter() - started
    delays = [delay for delay, _status in answers]
    statuses = Counter(status for _delay, status in answers)
    errors = len(answers) - statuses[302]
    if errors:
        print(f"  {forms[0].path} : {dict(statuses)}", flush=True)
    p50, p95, p99 = (quantile(delays, share) for share in (0.5, 0.95, 0.99))
    return Loaded(len(answers) / seconds, p50, p95, p99, errors)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
