"""The private journal of applications: lines from several sources, and what they add up to.

A source gives the lines of one member (`sources.register`). What members write themselves is
`own`; applications made on this site are `of_applications`, read-only. Nobody but the member ever
reads a line: there is no administration, no search, no figure drawn from it.
"""
