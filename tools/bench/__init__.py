"""How fast the site is, as ratios: `make bench`, or `python -m tools.bench --help`.

A page is measured against a bare Django view (no middleware, no database) that answers the very
same bytes under the same server and workers, in turn within one run, so that the machine's own
speed and its drift weigh on both.
"""
