"""The budget of a fictional short film, to change line by line; one error is planted in it.

Amounts are euros. Everything stands in data/sample_budget.json, where the figures are said to be
invented and the rates an order of magnitude.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from careers.loading import read

MOST_UNITS, MOST_EUROS = 999, 99_999
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget, with the reader's quantity and price in the place of the file's."""

    data: dict[str, Any]
    quantity: int
    price: int

    @property
    def total(self) -> int:
        return self.quantity * self.price

    @property
    def is_changed(self) -> bool:
        return (self.quantity, self.price) != (self.data["quantity"], self.data["price"])


@dataclass(frozen=True, slots=True)
class Charge:
    """What an employer owes on top of a kind of wages."""

    data: dict[str, Any]
    base: int
    total: int


@dataclass(frozen=True, slots=True)
class Post:
    title: str
    lines: list[Line]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Budget:
    posts: list[Post]
    charges: list[Charge]
    contingency: int
    funding: int

    @property
    def lines(self) -> list[Line]:
        return [line for post in self.posts for line in post.lines]

    @property
    def before_contingency(self) -> int:
        return sum(post.total for post in self.posts) + sum(one.total for one in self.charges)

    @property
    def total(self) -> int:
        return self.before_contingency + self.contingency

    @property
    def gap(self) -> int:
        """What is left of the money found; negative when the film costs more."""
        return self.funding - self.total

    def by_payer(self) -> dict[str, int]:
        """Who pays how much; charges and contingency are the company's."""
        found: dict[str, int] = {}
        for line in self.lines:
            payer = line.data["payer_fr"]
            found[payer] = found.get(payer, 0) + line.total
        company = next(iter(found))
        found[company] += sum(one.total for one in self.charges) + self.contingency
        return found


@cache
def sample() -> dict[str, Any]:
    return dict(read("sample_budget.json"))


def made(asked: Mapping[str, str]) -> Budget:
    """The budget with the quantities (`q-slug`) and prices (`p-slug`) of an address.

    What is not a whole number within bounds is left as the file has it.
    """
    data = sample()
    posts = [
        Post(post["title_fr"], [_line(line, asked) for line in post["lines"]])
        for post in data["posts"]
    ]
    lines = [line for post in posts for line in post.lines]
    charges = []
    for rate in data["rates"]:
        base = sum(line.total for line in lines if line.data["payroll"] == rate["payroll"])
        charges.append(Charge(rate, base, share(base, rate["rate"])))
    spent = sum(line.total for line in lines) + sum(one.total for one in charges)
    return Budget(
        posts=posts,
        charges=charges,
        contingency=share(spent, data["contingency"]["rate"]),
        funding=sum(source["amount"] for source in data["funding"]),
    )


def share(base: int, rate: int) -> int:
    """A percentage of a sum, to the nearest euro."""
    exact = Decimal(base) * rate / HUNDRED
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _line(data: dict[str, Any], asked: Mapping[str, str]) -> Line:
    return Line(
        data,
        _number(asked.get(f"q-{data['slug']}"), MOST_UNITS, data["quantity"]),
        _number(asked.get(f"p-{data['slug']}"), MOST_EUROS, data["price"]),
    )


def _number(text: str | None, most: int, default: int) -> int:
    text = (text or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return default
    return min(int(text), most)


def checked(slug: str) -> dict[str, Any] | None:
    """Whether a line holds the planted error, and the reason; None for an unknown line."""
    data = sample()
    lines = {line["slug"]: line for post in data["posts"] for line in post["lines"]}
    if slug not in lines:
        return None
    error = data["error"]
    if slug == error["line"]:
        return {"right": True, "label": lines[slug]["label_fr"], "text": error["reason_fr"]}
    return {"right": False, "label": lines[slug]["label_fr"], "text": lines[slug]["note_fr"]}
