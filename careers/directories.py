"""Loads the schools, the aids and the associations (data/schools.json, aids, associations)."""

from datetime import date

from careers.enums import AidScope, Audience
from careers.loading import Values, load_table, read
from careers.models import Aid, Association, School

# Who each word of the file stands for. A word absent from here gives no audience: the aid is then
# found by everything else, and an administrator may add one.
AUDIENCES: dict[str, tuple[Audience, ...]] = {
    "auteur": (Audience.AUTHOR,),
    "auteurs émergents": (Audience.AUTHOR,),
    "auteur-réalisateur": (Audience.AUTHOR, Audience.DIRECTOR),
    "auteur-réalisateur seul": (Audience.AUTHOR, Audience.DIRECTOR),
    "réalisateur": (Audience.DIRECTOR,),
    "technicien": (Audience.TECHNICIAN,),
    "équipes de tournage": (Audience.TECHNICIAN,),
    "artiste": (Audience.PERFORMER,),
    "créateur vidéo": (Audience.VIDEO_MAKER,),
    "porteur de projet": (Audience.PROJECT_OWNER,),
    "société": (Audience.COMPANY,),
    "société de production": (Audience.COMPANY,),
    "société de production exécutive": (Audience.COMPANY,),
    "association": (Audience.ASSOCIATION,),
}


def load() -> str:
    """Bring the three tables up to their files; returns a line for the log."""
    schools, aids, associations = (
        read("schools.json"),
        read("aids.json"),
        read("associations.json"),
    )
    load_table(School, schools["schools"], lambda row, _rank: _school(row, schools["meta"]))
    load_table(Aid, aids["aids"], lambda row, _rank: _aid(row, aids["meta"]))
    load_table(
        Association,
        associations["associations"],
        lambda row, _rank: _association(row, associations["meta"]),
    )
    return (
        f"{School.objects.count()} écoles, {Aid.objects.count()} aides, "
        f"{Association.objects.count()} associations"
    )


def _trust(row: Values, meta: Values) -> Values:
    return {
        "sources": row["sources"],
        "confidence": row["confidence"],
        "checked_on": date.fromisoformat(meta["generated"]),
    }


def _school(row: Values, meta: Values) -> Values:
    return {
        "name": row["name"],
        "status": row["status"],
        "city": row["city"],
        "departement": row["department"],
        "country": row["country"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "website": row["website"] or "",
        "levels": row["levels"],
        "domains": row["domains"],
        "admission": row["admission_fr"] or "",
        "duration": row["duration_fr"] or "",
        "diploma": row["diploma_fr"] or "",
        "fees": row["fees_fr"] or "",
        "free_of_charge": row["free_of_charge"],
        "apprenticeship": row["apprenticeship"],
        "note": row["note_fr"] or "",
        **_trust(row, meta),
    }


def _aid(row: Values, meta: Values) -> Values:
    # The file has one entry for the funds of all regions: of no region, and yet not national.
    regional = bool(row["region"]) or row["provider"].startswith("Région")
    return {
        "name": row["name"],
        "provider": row["provider"],
        "kind": row["kind"],
        "phase": row["phase"],
        "scope": (AidScope.REGIONAL if regional else AidScope.NATIONAL).value,
        "region": row["region"] or "",
        "beneficiaries": row["beneficiaries_fr"],
        "audiences": audiences_of(row["beneficiaries_fr"]),
        "newcomer_friendly": row["newcomer_friendly"],
        "summary": row["summary_fr"],
        "amount": row["amount_fr"] or "",
        "conditions": row["conditions_fr"] or "",
        "url": row["url"] or "",
        "valid_until": date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        **_trust(row, meta),
    }


def audiences_of(beneficiaries: list[str]) -> list[str]:
    """The audiences that the words of the file stand for, in the order of the choices."""
    found = {audience for word in beneficiaries for audience in AUDIENCES.get(word, ())}
    return [value for value in Audience.values if value in found]


def _association(row: Values, meta: Values) -> Values:
    return {
        "name": row["name"],
        "acronym": row["acronym"] or "",
        "kind": row["kind"],
        "departments": row["departments"],
        "purpose": row["purpose_fr"],
        "newcomer_use": row["newcomer_use_fr"],
        "website": row["website"] or "",
        **_trust(row, meta),
    }
