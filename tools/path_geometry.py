"""Points, round corners and boxes: the geometry of the map of the careers."""

import dataclasses
from itertools import pairwise

Point = tuple[float, float]


@dataclasses.dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        apart = self.right + 3 < other.left or other.right + 3 < self.left
        return not (apart or self.bottom + 1 < other.top or other.bottom + 1 < self.top)

    def holds(self, point: Point, margin: float) -> bool:
        inside = self.left - margin < point[0] < self.right + margin
        return inside and self.top - margin < point[1] < self.bottom + margin


def figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def distance(one: Point, two: Point) -> float:
    """Every part of a step is upright or level."""
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def towards(start: Point, end: Point, length: float) -> Point:
    part = length / distance(start, end)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def drawn(points: list[Point], bend: float) -> str:
    """The path through points, with round corners of at most that radius."""

    def at(point: Point) -> str:
        return f"{figure(point[0])} {figure(point[1])}"

    path = f"M{at(points[0])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        # Two corners share what is between them.
        shares = [1 if point in (points[0], points[-1]) else 2 for point in (before, after)]
        lengths = [distance(before, corner) / shares[0], distance(corner, after) / shares[1]]
        radius = min(bend, *lengths)
        start, end = towards(corner, before, radius), towards(corner, after, radius)
        path += f"L{at(start)}Q{at(corner)} {at(end)}"
    return path + f"L{at(points[-1])}"


def shared(one: list[Point], two: list[Point]) -> float:
    """How far two polylines that begin together go on together."""
    length = 0.0
    for (a, b), (c, d) in zip(pairwise(one), pairwise(two), strict=False):
        same_way = (a[0] == b[0] == d[0]) or (a[1] == b[1] == d[1])
        if a != c or not same_way:
            break
        length += min(distance(a, b), distance(a, d))
        if b != d:
            break
    return length


def cut_start(points: list[Point], length: float) -> list[Point]:
    """A polyline without that much of its beginning."""
    while length > 0:
        first = distance(points[0], points[1])
        if first > length:
            return [towards(points[0], points[1], length), *points[1:]]
        points, length = points[1:], length - first
    return points


def is_near(point: Point, line: list[Point], margin: float) -> bool:
    """Whether a polyline passes that near to a point."""
    around = Box(*(value - margin for value in point), *(value + margin for value in point))
    return any(_touches(around, a, b) for a, b in pairwise(line))


def crosses(box: Box, line: list[Point]) -> bool:
    """Whether a polyline meets a box, or comes too near to it."""
    wider = Box(box.left - 4, box.top - 3, box.right + 4, box.bottom + 3)
    return any(_touches(wider, a, b) for a, b in pairwise(line))


def _touches(box: Box, a: Point, b: Point) -> bool:
    beside = max(a[0], b[0]) < box.left or min(a[0], b[0]) > box.right
    return not (beside or max(a[1], b[1]) < box.top or min(a[1], b[1]) > box.bottom)


def overlap(one: list[Point], two: list[Point]) -> bool:
    """Whether two polylines run along each other somewhere."""
    for a, b in pairwise(one):
        for c, d in pairwise(two):
            for fixed, free in ((0, 1), (1, 0)):
                if a[fixed] == b[fixed] == c[fixed] == d[fixed]:
                    start = max(min(a[free], b[free]), min(c[free], d[free]))
                    end = min(max(a[free], b[free]), max(c[free], d[free]))
                    if end - start > 1:
                        return True
    return False
