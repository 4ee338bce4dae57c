"""Pages from templates, in the reader's language; templates hold all words, this holds none."""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.console.assets import Assets
from server.console.catalogues import LANGUAGES, load_catalogue
from server.console.compiled_templates import compiled_templates
from server.protocol.languages import LanguageCode

TEMPLATES = Path(__file__).parent / "templates"

OWN_NAMES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
"""What the language switch shows: every language in itself."""

HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "historyEnabled": False,
        "selfRequestsOnly": True,
        "defaultSettleDelay": 0,
        "timeout": 8000,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409|503", "swap": True, "error": False},
            {"code": "...", "swap": False, "error": True},
        ],
    }
)


class Pages:
    """Renders templates in the languages of the console."""

    def __init__(self, assets: Assets) -> None:
        """Load every catalogue; a broken one stops the start, not a page."""
        self._environments = {language: _environment(language, assets) for language in LANGUAGES}

    def render(self, language: LanguageCode, template: str, values: Mapping[str, object]) -> str:
        """Return the template filled with ``values``; an unknown language reads the first."""
        environment = self._environments.get(language) or self._environments[LANGUAGES[0]]
        return environment.get_template(template).render(values)

    def language_name(self, language: LanguageCode, code: LanguageCode) -> str:
        """Return what the language ``code`` is called in ``language``."""
        environment = self._environments.get(language) or self._environments[LANGUAGES[0]]
        name = environment.globals["language_name"]
        return str(name(code)) if callable(name) else code


def new_request() -> str:
    """Return a request id for one press of one button."""
    return str(uuid.uuid4())


def clock_of(ms: int) -> str:
    """Return a running time as minutes and seconds, from an hour on with hours."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _environment(language: LanguageCode, assets: Assets) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    catalogue = load_catalogue(language)
    # The i18n extension adds this method; jinja2's types do not know of it.
    install = vars(environment)["install_gettext_callables"]
    install(catalogue.gettext, catalogue.ngettext, newstyle=True)
    environment.globals.update(
        language=language,
        own_names=OWN_NAMES,
        htmx_config=HTMX_CONFIG,
        asset=assets.url,
        new_request=new_request,
        clock_of=clock_of,
        **_formats(Locale.parse(language)),
    )
    return environment


def _formats(locale: Locale) -> dict[str, object]:
    def language_name(code: LanguageCode) -> str:
        return str(locale.languages.get(code.replace("-", "_"), code))

    def day_name(service_day: str) -> str:
        return format_date(date.fromisoformat(service_day), "full", locale=locale)

    def short_day(service_day: str) -> str:
        return format_date(date.fromisoformat(service_day), "d MMMM", locale=locale)

    def moment(at: datetime) -> str:
        return format_datetime(at.replace(tzinfo=None), "d MMM y, HH:mm:ss", locale=locale)

    return {
        "language_name": language_name,
        "day_name": day_name,
        "short_day": short_day,
        "moment": moment,
    }
