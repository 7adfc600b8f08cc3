import json
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import chain


class Command(BaseCommand):
    help = "Le journal de l’équipe : « verify » relit la chaîne entière et dit où elle se rompt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"], metavar="verify")
        parser.add_argument("--json", action="store_true", help="répondre en JSON")
        parser.add_argument(
            "--expect",
            metavar="NUMÉRO:EMPREINTE",
            help="une tête notée ailleurs (les logs en écrivent une par jour), à retrouver",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0 when the chain holds, 1 when it does not."""
        verdict = chain.verify(expected=_expected(options["expect"]))
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "holds": verdict.holds,
                        "rows": verdict.rows,
                        "head": verdict.head,
                        "emptied": verdict.emptied,
                        "broken_at": verdict.broken_at,
                        "because": verdict.because,
                        "guards_lowered": verdict.guards_lowered,
                    },
                    ensure_ascii=False,
                )
            )
        elif verdict.because:
            self.stdout.write(f"Rompue à la ligne {verdict.broken_at} : {verdict.because}.")
        else:
            self.stdout.write(
                f"La chaîne tient : {verdict.rows} lignes, dont {verdict.emptied} aux mots effacés."
                f" Tête : {verdict.rows}:{verdict.head}"
            )
        if verdict.guards_lowered and not options["json"]:
            self.stdout.write(
                f"La base ne refuse plus les changements : {', '.join(verdict.guards_lowered)}."
            )
        if not verdict.holds:
            raise SystemExit(1)


def _expected(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text)
    if found is None:
        raise CommandError(f"« {text} » n’est pas un numéro et une empreinte, comme 12:0f3a…")
    return int(found[1]), found[2]
