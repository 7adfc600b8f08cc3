"""What every template keeps to; read in their sources, so that no branch escapes."""

import ast
import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from portal.accounts import rulebook
from tests.consistency.french import python_files
from tests.consistency.report import assert_none

FOLDER: Path = settings.BASE_DIR / "templates"
FILES = sorted(file for file in FOLDER.rglob("*") if file.is_file())
NAMES = [str(file.relative_to(FOLDER)) for file in FILES]
# Mail readers know neither our stylesheets nor our script; an export is read away from the site.
ELSEWHERE = ("emails/", "privacy/export.html")
PAGES = [name for name in NAMES if name.endswith(".html") and not name.startswith(ELSEWHERE)]
# Django's admin brings its own script; a decision made twice is refused by the server.
WITHOUT_OUR_SCRIPT = ("admin/",)
# On public pages, which set no cookie: the view asks the browser where the form was instead.
WITHOUT_COOKIE = {"careers/reading/_faq_list.html", "careers/reading/sheet.html"}
HTML_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
TAG = r"{%\s*(?:NAME)\s+(?:\"([^\"{}]+)\"|'([^'{}]+)')(?!\|)"
INCLUDED = re.compile(TAG.replace("NAME", "include|extends"))
# `{% include "icons/"|add:name|add:".html" %}`: any word of a Python file or a template may do.
ASSEMBLED = re.compile(r"{%\s*include\s+\"([^\"]+/)\"\|add:")
ELEMENT = re.compile(r"{%\s*element\s+(\w+)")


@cache
def source(name: str) -> str:
    text = (FOLDER / name).read_text()
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", text, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", text)


def html_tags(name: str) -> list[str]:
    """The HTML tags of a template, once its own tags are taken out of them."""
    return HTML_TAG.findall(re.sub(r"{%.*?%}|{{.*?}}", "", source(name), flags=re.DOTALL))


def included(name: str) -> set[str]:
    return {double or single for double, single in INCLUDED.findall(source(name))}


@cache
def python_strings() -> set[str]:
    return {
        node.value
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def library_sources() -> str:
    folders = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("allauth")]
    return "".join(file.read_text() for folder in folders for file in folder.rglob("*.py"))


def asked_by_a_library(name: str) -> bool:
    """Whether a library has a template of this name, or looks for one and does without.

    allauth writes the ending of a name apart, and sends a mail in HTML too when there is one.
    """
    wanted = {name, re.sub(r"(?<=/email/)(.+_message)\.html$", r"\1.txt", name)}
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    if any((folder / other).exists() for folder in folders for other in wanted):
        return True
    return f"{name.rpartition('.')[0]}." in library_sources()


def asked_by_python(name: str) -> bool:
    """Whether our code names it; a mail is named without its folder and ending."""
    mail = name.removeprefix("emails/").rpartition(".")[0] if name.startswith("emails/") else name
    return name in python_strings() or mail in python_strings()


def reachable() -> set[str]:
    """The templates that a view, a mail or a library leads to, from one to the next."""
    found: set[str] = set()
    waiting = [name for name in NAMES if asked_by_python(name) or asked_by_a_library(name)]
    waiting += [edition.template for edition in rulebook.EDITIONS]
    while waiting:
        name = waiting.pop()
        if name in found or name not in NAMES:
            continue
        found.add(name)
        waiting += included(name)
        waiting += [f"allauth/elements/{element}.html" for element in ELEMENT.findall(source(name))]
        for folder in ASSEMBLED.findall(source(name)):
            waiting += [
                other
                for other in NAMES
                if other.startswith(folder) and Path(other).stem in python_strings()
            ]
    return found


def test_every_template_is_used():
    assert_none(set(NAMES) - reachable())


def test_every_template_compiles():
    for name in NAMES:
        get_template(name)


def test_included_templates_exist():
    missing = []
    for name in NAMES:
        for other in included(name):
            try:
                get_template(other)
            except TemplateDoesNotExist:
                missing.append(f"{name} : {other}")

    assert_none(missing)


def test_no_inline_style_or_script():
    """The content security policy refuses them; the page would be silently broken."""
    faults = [
        f"{name} : {tag}"
        for name in PAGES
        for tag in html_tags(name)
        if re.match(r"<style\b", tag, re.IGNORECASE)
        or re.search(r"\s(style|on[a-z]+)\s*=", tag, re.IGNORECASE)
        or (re.match(r"<script\b", tag, re.IGNORECASE) and not harmless_script(tag))
    ]

    assert_none(faults)


def test_htmx_writes_no_style_of_its_own():
    """Its indicator styles are inline: the policy would refuse them on every page."""
    pages = [name for name in PAGES if "{% htmx_script %}" in source(name)]

    assert pages
    assert_none(name for name in pages if '"includeIndicatorStyles":false' not in source(name))


def harmless_script(tag: str) -> bool:
    """A file of ours, or data that nothing executes."""
    return " src=" in tag or 'type="application/json"' in tag or "ld+json" in tag


def test_images_have_a_text():
    images = [f"{name} : {tag}" for name in NAMES for tag in html_tags(name) if "<img" in tag]

    assert_none(image for image in images if " alt=" not in image)


def test_no_resource_of_another_host():
    """Links may lead out; nothing is fetched from there."""
    fetched = re.compile(
        r"<(?:script|img|iframe|link|source|video|audio)\b[^>]*[\"'](?:https?:)?//"
    )

    assert_none(f"{n} : {tag}" for n in PAGES for tag in html_tags(n) if fetched.match(tag))


def post_forms(name: str) -> list[str]:
    """Each form sent by POST, from its opening tag to its end."""
    opening = r"<form\b(?:{%.*?%}|{{.*?}}|[^<>{])*>"
    forms = re.findall(rf"({opening})(.*?)</form>", source(name), re.DOTALL)
    found = [tag + body for tag, body in forms if 'method="post"' in tag]
    # allauth's way: the tag is in allauth/elements/form.html, what it holds is here.
    for match in re.finditer(r"{%\s*element\s+form\b[^%]*%}", source(name)):
        if '"post"' in match.group():
            found.append(match.group() + element_body(source(name), match.end()))
    return found


def element_body(text: str, start: int) -> str:
    depth = 1
    for match in re.finditer(r"{%\s*(end)?element\b[^%]*%}", text[start:]):
        depth += -1 if match.group(1) else 1
        if depth == 0:
            return text[start : start + match.start()]
    raise AssertionError("{% element %} sans {% endelement %}")


WITH_POST = {name: forms for name in PAGES if (forms := post_forms(name))}


def test_post_forms_are_found():
    assert {"careers/posting/step.html", "account/login.html"} <= set(WITH_POST)
    assert "components/search_box.html" not in WITH_POST


def test_post_forms_carry_a_csrf_token():
    faults = [
        f"{name} : {form[:120]}"
        for name, forms in WITH_POST.items()
        for form in forms
        if "csrf_token" not in form and name not in WITHOUT_COOKIE
    ]

    assert_none(faults)


def test_post_forms_are_sent_once():
    faults = [
        f"{name} : {form[:120]}"
        for name, forms in WITH_POST.items()
        for form in forms
        if not name.startswith(WITHOUT_OUR_SCRIPT)
        and not form.startswith("{%")
        and "data-clap-once" not in form
        # Its answer is a file: the page stays, and the button serves again.
        and "data-clap-file" not in form
    ]

    assert_none(faults)
    assert "data-clap-once" in source("allauth/elements/form.html")
