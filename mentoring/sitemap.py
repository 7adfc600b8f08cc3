"""The public pages of this floor: never a member's, even one they show to everybody."""

from portal.shell.sitemaps import named, register

register("mentorat", named("mentoring:mentors", "mentoring:charter"))
