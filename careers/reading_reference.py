"""Loads the words of the trade and the frequent questions (data/terms.json, questions.json)."""

from datetime import date

from careers.loading import DATA, Values, load_table, read
from careers.models import Question, Term


def load() -> str:
    """Bring both tables up to their files; returns a line for the log."""
    terms = read("terms.json")
    load_table(Term, terms["terms"], lambda row, _rank: _term(row, terms["meta"]))
    # TODO: the file comes with its content.
    if (DATA / "questions.json").exists():
        questions = read("questions.json")
        load_table(
            Question,
            questions["questions"],
            lambda row, rank: _question(row, rank, questions["meta"]),
        )
    return f"{Term.objects.count()} termes, {Question.objects.count()} questions"


def _trust(row: Values, meta: Values) -> Values:
    return {
        "sources": row["sources"],
        "confidence": row["confidence"],
        "checked_on": date.fromisoformat(meta["generated"]),
    }


def _term(row: Values, meta: Values) -> Values:
    return {
        "label": row["term_fr"],
        "label_en": row["term_en"] or "",
        "variants": row["variants_fr"],
        "definition": row["definition_fr"],
        "departments": row["departments"],
        "see_also": row["see_also"],
        "roles": row["roles"],
        "linked": row.get("link", True),
        **_trust(row, meta),
    }


def _question(row: Values, rank: int, meta: Values) -> Values:
    return {
        "position": rank,
        "theme": row["theme"],
        "question": row["question_fr"],
        "answer": row["answer_fr"],
        "links": [{"label": link["label_fr"], "url": link["url"]} for link in row["links"]],
        **_trust(row, meta),
    }
