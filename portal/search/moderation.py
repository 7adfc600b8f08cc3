"""Who edits the synonyms."""

from portal.moderation import registry

registry.grant_writing("search.synonym")
