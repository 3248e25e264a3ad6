"""`import-providers`: what others say of providers, beside ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codegen.cli import main

HELPER = """
abstract class TaskProviderHelper {
	constructor(readonly provider: string, private baseUrl: string) {}
	abstract makeRoute(params: UrlParams): string;
}
export class BaseConversationalTask<T extends { a: number }> extends TaskProviderHelper {
	makeRoute(): string {
		return "v1/chat/completions";
	}
}
"""
GROQ = """
const GROQ_API_BASE_URL = "https://api.groq.com";
/* class Old extends BaseConversationalTask { makeRoute(): string { return "old"; } } */
export class GroqConversationalTask extends BaseConversationalTask {
	constructor() {
		super("groq", GROQ_API_BASE_URL);
	}
	override makeRoute(): string {
		return "/openai/v1/chat/completions";
	}
}
"""
ACME = """
export class AcmeTextToImageTask extends TaskProviderHelper {
	constructor() {
		super("acme", "https://api.acme.example");
	}
	makeRoute(params: UrlParams): string {
		if (params.model.includes(":")) {
			return "v1/predictions";
		}
		return `/v1/models/${params.model}/predictions?_x=1`;
	}
}
"""


def table(*entries: str) -> str:
    return "export const PROVIDERS: Record<A, Partial<B>> = {\n" + ",\n".join(entries) + "\n};\n"


GROQ_ENTRY = "groq: { conversational: new Groq.GroqConversationalTask() }"
ACME_ENTRY = '"acme": { "text-to-image": new Acme.AcmeTextToImageTask(), }'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    home = tmp_path / "packages" / "inference" / "src"
    (home / "lib").mkdir(parents=True)
    (home / "providers").mkdir()
    (home / "lib" / "getProviderHelper.ts").write_text(table(GROQ_ENTRY))
    (home / "providers" / "providerHelper.ts").write_text(HELPER)
    (home / "providers" / "groq.ts").write_text(GROQ)
    (home / "providers" / "acme.ts").write_text(ACME)
    return tmp_path


def report(place: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str | None]]:
    status = main(["import-providers", str(place), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert status == (1 if found else 0)
    return [(d["kind"], d["provider"], d["task"]) for d in found if d["kind"] != "gone-provider"]


def test_the_same_is_no_difference(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(checkout, capsys) == []
    assert report(checkout / "packages" / "inference", capsys) == []


def test_a_new_provider_is_found(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = checkout / "packages" / "inference" / "src" / "lib" / "getProviderHelper.ts"
    place.write_text(table(GROQ_ENTRY, ACME_ENTRY))
    assert report(checkout, capsys) == [("new-provider", "acme", None)]
    assert main(["import-providers", str(checkout)]) == 1
    out = capsys.readouterr().out
    assert "acme: new-provider: it is at https://api.acme.example and serves text-to-image" in out
    assert "python -m codegen new-provider acme" in out


def test_routes_addresses_and_tasks(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = checkout / "packages" / "inference" / "src"
    text = GROQ.replace("/openai/v1/chat", "/openai/v2/chat").replace("api.groq", "api2.groq")
    (home / "providers" / "groq.ts").write_text(text)
    entry = GROQ_ENTRY.replace("}", ', "text-to-image": new Acme.AcmeTextToImageTask() }')
    (home / "lib" / "getProviderHelper.ts").write_text(table(entry))
    assert report(checkout, capsys) == [
        ("url", "groq", None),
        ("route", "groq", "conversational"),
        ("new-task", "groq", "text-to-image"),
    ]


def test_what_is_decided_is_not_told_again(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = checkout / "packages" / "inference" / "src"
    entry = GROQ_ENTRY.replace("}", ', "text-generation": new Groq.GroqConversationalTask() }')
    (home / "lib" / "getProviderHelper.ts").write_text(table(entry))
    assert report(checkout, capsys) == []


def test_facts_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "facts.json"
    tasks = {
        "text-to-image": {
            "route": {"path": "/v1/models/{model}/predictions", "alternatives": [{"path": "/x"}]}
        },
        "text-to-speech": "/v1/elsewhere",
        "image-to-text": {"broken": "it cannot work", "route": {"path": "/y"}},
    }
    facts = {"replicate": {"base": "https://api.replicate.com", "tasks": tasks}}
    place.write_text(json.dumps({"providers": facts}))
    assert report(place, capsys) == [
        ("route", "replicate", "text-to-speech"),
        ("gone-task", "replicate", "automatic_speech_recognition"),
        ("gone-task", "replicate", "image_to_image"),
        ("gone-task", "replicate", "text_to_video"),
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"providers": {}}', '{"providers": {"a": 1}}', '{"providers": 7}']
)
def test_facts_that_are_none(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "facts.json"
    place.write_text(text)
    assert main(["import-providers", str(place)]) == 2
    assert "SOURCE" in capsys.readouterr().err


def test_a_folder_that_is_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-providers", str(tmp_path)]) == 2
    assert "has no lib/getProviderHelper.ts" in capsys.readouterr().err
