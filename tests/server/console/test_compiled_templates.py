"""A template is compiled once, whoever renders it, and again when its contents are others."""

from jinja2 import DictLoader, Environment

from server.console.compiled_templates import CompiledTemplates, compiled_templates


def rendered(cache: CompiledTemplates, language: str, text: str = "{{ greeting }}!") -> str:
    loader = DictLoader({"page": text})
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=cache)
    environment.globals["greeting"] = {"kk": "Сәлем", "ru": "Привет"}[language]
    return environment.get_template("page").render()


def test_each_language_says_its_own_words_from_the_same_code() -> None:
    cache = CompiledTemplates()

    assert [rendered(cache, "kk"), rendered(cache, "ru")] == ["Сәлем!", "Привет!"]


def test_changed_contents_are_compiled_anew() -> None:
    cache = CompiledTemplates()

    assert rendered(cache, "ru") == "Привет!"
    assert rendered(cache, "ru", "{{ greeting }}?") == "Привет?"


def test_a_process_compiles_for_everybody_at_once() -> None:
    assert compiled_templates() is compiled_templates()
