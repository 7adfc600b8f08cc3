"""What a template says in the language of its page."""

from django import template

from portal.shell import languages

register = template.Library()
register.filter("spoken", languages.spoken)
