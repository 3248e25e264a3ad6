"""Tokens go where they belong, and show nowhere."""

from __future__ import annotations

import copy
import pickle
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inferloom import credentials as module
from inferloom.credentials import Credentials, Secret, find_token
from inferloom.errors import ArgumentError, InferenceError, TokenNotFoundError
from inferloom.urls import Endpoints

CANARY = "hf_canary0123456789"
BEARER = f"Bearer {CANARY}"
PUBLIC = Endpoints()
PRIVATE = Endpoints(hub="http://hub.corp:8080", inference="https://inf.corp/api")
ENV = {"HF_TOKEN": CANARY, "HF_HOME": "/nonexistent"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HUB_DISABLE_IMPLICIT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", "/nonexistent")
    monkeypatch.delenv("HF_TOKEN_PATH", raising=False)
    module._files.clear()  # pyright: ignore[reportPrivateUsage]
    module._warned.clear()  # pyright: ignore[reportPrivateUsage]
    module._looked.clear()  # pyright: ignore[reportPrivateUsage]
    yield


def found(environ: dict[str, str] = ENV) -> Credentials:
    return Credentials.from_argument(None, environ=environ)


# --- where a token is found


def test_order(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-home\n")
    (tmp_path / "other").write_text(" from-path \r\n")
    home, path = {"HF_HOME": str(tmp_path)}, {"HF_TOKEN_PATH": str(tmp_path / "other")}
    legacy = {"HUGGING_FACE_HUB_TOKEN": "from-legacy"}
    assert find_token(home) == "from-home"
    assert find_token(home | path) == "from-path"
    assert find_token(home | path | legacy) == "from-legacy"
    assert find_token(home | path | legacy | {"HF_TOKEN": "from-new"}) == "from-new"
    assert find_token(home | legacy | {"HF_TOKEN": " \n"}) == "from-legacy"
    assert find_token(home | {"HF_TOKEN": "", "HUGGING_FACE_HUB_TOKEN": ""}) == "from-home"


def test_default_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "xdg" / "huggingface", tmp_path / ".cache" / "huggingface"):
        folder.mkdir(parents=True)
        (folder / "token").write_text(folder.parent.name)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_token({"XDG_CACHE_HOME": str(tmp_path / "xdg")}) == "xdg"
    assert find_token({}) == ".cache"
    assert find_token({"HF_HOME": "~/.cache/huggingface"}) == ".cache"
    assert find_token({"HF_TOKEN_PATH": "~/xdg/huggingface/token"}) == "xdg"


@pytest.mark.parametrize("value", [" t\n", "t\r\n", "\tt", "t\n\n", "\r\nt"])
def test_cleaned(value: str) -> None:
    assert find_token({"HF_TOKEN": value, "HF_HOME": "/nonexistent"}) == "t"


def test_no_token(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" \n")
    assert find_token({"HF_HOME": str(tmp_path)}) is None
    assert find_token({"HF_HOME": "/nonexistent"}) is None
    assert find_token({"HF_TOKEN_PATH": str(tmp_path)}) is None  # a directory
    assert find_token() is None


def test_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "here")
    assert find_token() == "here"
    credentials = Credentials.from_argument(None)
    assert credentials.authorization("https://huggingface.co/", PUBLIC) == "Bearer here"
    monkeypatch.setenv("HF_TOKEN", "rotated")
    assert credentials.authorization("https://huggingface.co/", PUBLIC) == "Bearer rotated"


def test_file_is_read_late_and_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("inferloom.credentials.time.monotonic", lambda: clock[0])
    credentials = found({"HF_HOME": str(tmp_path)})

    def sent() -> str | None:
        return credentials.authorization("https://huggingface.co/x", PUBLIC)

    file = tmp_path / "token"
    file.write_text("one")
    assert sent() == "Bearer one"
    file.write_text("two")
    clock[0] += 4
    assert sent() == "Bearer one"
    clock[0] += 2
    assert sent() == "Bearer two"
    file.unlink()
    clock[0] += 6
    assert sent() is None


# --- the argument


def test_explicit_token_goes_anywhere() -> None:
    credentials = Credentials.from_argument(CANARY, environ={"HF_TOKEN": "other"})
    assert not credentials.found
    for url in ("https://huggingface.co/", "http://localhost:8080/", "https://evil.example/"):
        assert credentials.authorization(url, PUBLIC) == BEARER


def test_explicit_token_is_trimmed() -> None:
    credentials = Credentials.from_argument(f" {CANARY}\n")
    assert credentials.authorization("https://h/", PUBLIC) == BEARER


def test_true_is_an_explicit_choice() -> None:
    credentials = Credentials.from_argument(True, environ=ENV)
    assert not credentials.found
    assert credentials.authorization("http://localhost/", PUBLIC) == BEARER
    disabled = ENV | {"HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}
    assert Credentials.from_argument(True, environ=disabled).secret == Secret(CANARY)


def test_true_with_nothing_found() -> None:
    with pytest.raises(TokenNotFoundError, match="HF_TOKEN") as caught:
        Credentials.from_argument(True, environ={"HF_HOME": "/nonexistent"})
    assert isinstance(caught.value, OSError)
    with pytest.raises(TokenNotFoundError):
        Credentials.from_argument(True)


def test_false_sends_none() -> None:
    credentials = Credentials.from_argument(False, environ=ENV)
    assert credentials == Credentials(None, False)
    assert credentials.authorization("https://huggingface.co/", PUBLIC) is None


@pytest.mark.parametrize("value", ["1", "true", "YES", " On "])
def test_disabled_implicit_token(value: str) -> None:
    credentials = found(ENV | {"HF_HUB_DISABLE_IMPLICIT_TOKEN": value})
    assert credentials.authorization("https://huggingface.co/", PUBLIC) is None


@pytest.mark.parametrize("value", ["0", "", "false", "off"])
def test_not_disabled(value: str) -> None:
    credentials = found(ENV | {"HF_HUB_DISABLE_IMPLICIT_TOKEN": value})
    assert credentials.authorization("https://huggingface.co/", PUBLIC) == BEARER


BAD = [
    "", " ", "\n", "s3cret\nX: y", "s3\r\ncret", "s3\0cret", "s3\x7fcret", "s3cret\u2028x",
    "s3cret\u20ac",
    "s3cret\u00e9", "Bearer s3cret", "s3cret two",
]  # fmt: skip


@pytest.mark.parametrize("token", BAD)
def test_bad_tokens(token: str) -> None:
    with pytest.raises(ArgumentError, match="`token` does not hold a usable token") as caught:
        Credentials.from_argument(token)
    assert caught.value.argument == "token"
    assert "s3" not in str(caught.value)


def test_bad_found_token_names_its_source() -> None:
    environ = {"HF_TOKEN": "s3cret\u20ac"}
    with pytest.raises(ArgumentError, match="variable HF_TOKEN") as caught:
        found(environ).authorization("https://huggingface.co/", PUBLIC)
    assert "s3cret" not in str(caught.value)
    with pytest.raises(ArgumentError, match="variable HF_TOKEN"):
        Credentials.from_argument(True, environ=environ)


# --- where a found token goes

SENT = [
    "https://huggingface.co", "https://huggingface.co/", "https://huggingface.co:443/api/tasks",
    "https://huggingface.co/api?x=http://evil.example", "https://HuggingFace.CO/x", "HTTPS://huggingface.co/",
    "https://user:pw@huggingface.co/", "https://router.huggingface.co/hf-inference/models/a",
    "https://router.huggingface.co/v1/chat/completions", "https://a.b.huggingface.co/",
    "https://api-inference.huggingface.co/models/x", "https://huggingface.co/#@evil.example",
    "https://x1y2.us-east-1.aws.endpoints.huggingface.cloud", "https://huggingface.co?@evil.example",
    "https://x1y2.us-east-1.aws.endpoints.huggingface.cloud/v1/chat/completions",
    "https://a.endpoints.huggingface.cloud/", "https://evil.example@huggingface.co/",
]  # fmt: skip

WITHHELD = [
    # not https
    "http://huggingface.co/", "http://router.huggingface.co/", "http://huggingface.co:443/",
    "http://x.endpoints.huggingface.cloud/", "HTTP://huggingface.co/",
    # somebody else's name
    "https://evilhuggingface.co/", "https://huggingface.co.evil.example/", "https://huggingface.com/",
    "https://evil-huggingface.co/", "https://huggingface.co-evil.example/", "https://huggingface.cloud/",
    "https://endpoints.huggingface.cloud.evil.example/", "https://x.endpoints.huggingface.cloud.evil.example/",
    "https://evilendpoints.huggingface.cloud/", "https://x.evil-endpoints.huggingface.cloud/",
    "https://endpoints.huggingface.cloud/", "https://other.huggingface.cloud/",
    "https://huggingface.co.uk/", "https://huggingfaceXco/", "https://hugging.face.co/", "https://co/",
    "https://xn--huggingface-abc.co/", "https://huggingf\u0430ce.co/", "https://\uff48uggingface.co/",
    "https://huggingface\u3002co/", "https://huggingface.co.", "https://huggingface.co./x",
    # a user, a path, a query or a fragment is no host
    "https://huggingface.co@evil.example/", "https://huggingface.co:443@evil.example/",
    "https://huggingface.co:pw@evil.example/", "https://a@huggingface.co@evil.example/",
    "https://evil.example/huggingface.co", "https://evil.example?huggingface.co",
    "https://evil.example/?u=https://huggingface.co/", "https://evil.example#huggingface.co",
    "https://evil.example/@huggingface.co", "https://evil.example/.huggingface.co",
    "https://evil.example?.huggingface.co", "https://evil.example#.huggingface.co/",
    "https://evil.example%2f.huggingface.co@evil.example/", "https://%68uggingface.co/",
    # this machine and the network around it
    "http://localhost:8080/", "https://localhost/", "http://127.0.0.1/", "http://[::1]:8080/", "http://10.0.0.1/",
    "http://169.254.169.254/latest", "https://[::ffff:127.0.0.1]/", "http://0/", "http://2130706433/",
    # hosts whose end readers of URLs see in different places
    "https://evil.example%2f.huggingface.co/", "https://evil.example%23.huggingface.co/",
    "https://evil.example%00.huggingface.co/", "https://evil%40.endpoints.huggingface.cloud/",
    "https://huggingface.co%2eevil.example/", "https://huggingface.co%40evil.example/",
    "https://%68uggingface.co/", "https://huggingface%2eco/", "https://huggingface\u3002co/",
    "https://evil.example;.huggingface.co/", "https://evil.example,.huggingface.co/",
    "https://evil.example'.huggingface.co/", "https://(evil.example).huggingface.co/",
    "https://evil\u2024example.huggingface.co/", "https://[::1%25.huggingface.co]/",
    # other services
    "https://api.openai.com/v1/chat/completions", "https://api.together.xyz/v1", "https://x.hf.space/",
    "https://hf.co/", "https://hf-mirror.com/", "https://s3.amazonaws.com/huggingface.co/",
    # the configured ones, near misses (PRIVATE below)
    "https://hub.corp:8080/", "http://hub.corp/", "http://hub.corp:8081/", "http://x.hub.corp:8080/",
    "http://inf.corp/", "https://inf.corp:8443/", "https://inf.corp.evil.example/", "https://xinf.corp/",
]  # fmt: skip

NO_URL = [
    "", "huggingface.co", "//huggingface.co/", "ftp://huggingface.co/", "file:///huggingface.co", "https://",
    "https:///huggingface.co", "https:huggingface.co", "https:/huggingface.co",
    "https://evil.example\\@huggingface.co/",
    "https://huggingface.co\\@evil.example/", "https://huggingface.co\n.evil.example/", "https://huggingface.co\t/",
    " https://huggingface.co/", "https://huggingface.co:port/", "https://[huggingface.co/",
    "data:,huggingface.co",
    "https://evil.example\r\n.huggingface.co/", "https://huggingface.co\0.evil.example/",
    "javascript://huggingface.co/",
]  # fmt: skip


def test_enough_shapes() -> None:
    assert len(SENT) + len(set(WITHHELD)) + len(NO_URL) >= 80


@pytest.mark.parametrize("url", SENT)
def test_found_token_is_sent(url: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found().authorization(url, PUBLIC) == BEARER
        assert found().authorization(url, PRIVATE) == BEARER


@pytest.mark.parametrize(
    "url",
    [
        "https://[evil.example].huggingface.co/",
        "https://[huggingface.co]/",
        "https://[v1.x].huggingface.co/",
    ],
)
def test_brackets_are_not_the_hub(url: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert found().authorization(url, PUBLIC) is None


@pytest.mark.parametrize("url", WITHHELD)
def test_found_token_is_withheld(url: str) -> None:
    with pytest.warns(UserWarning, match="was not sent"):
        assert found().authorization(url, PRIVATE) is None
    assert found().authorization(url, PRIVATE) is None  # and the second time without a word


@pytest.mark.parametrize("url", NO_URL)
def test_found_token_is_not_sent_to_what_is_no_url(url: str) -> None:
    assert found().authorization(url, PUBLIC) is None


@pytest.mark.parametrize(
    "url",
    ["http://hub.corp:8080/api/tasks", "https://inf.corp/api/models/x", "https://INF.corp:443/"],
)
def test_configured_origins(url: str) -> None:
    assert found().authorization(url, PRIVATE) == BEARER
    with pytest.warns(UserWarning):
        assert found().authorization(url, PUBLIC) is None


# --- the warning


def test_warning_text_and_place() -> None:
    with pytest.warns(UserWarning) as caught:
        found().authorization("https://api.example:8443/v1?key=x", PUBLIC)
    (warning,) = caught
    text = str(warning.message)
    for part in ("HF_TOKEN", "https://api.example:8443", "token=True", 'token="', "token=False"):
        assert part in text
    assert CANARY not in text and "key=x" not in text
    assert warning.filename == __file__


def test_warning_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(CANARY)
    with pytest.warns(UserWarning, match=str(tmp_path / "token")):
        found({"HF_HOME": str(tmp_path)}).authorization("http://[::1]:1/", PUBLIC)


def test_warns_once_per_origin() -> None:
    with pytest.warns(UserWarning) as caught:
        for path in "abc":
            for url in (f"http://h/{path}", f"http://h:80/{path}", f"http://other/{path}"):
                found().authorization(url, PUBLIC)
    assert len(caught) == 2


def test_warns_once_over_threads() -> None:
    barrier = threading.Barrier(8)

    def call() -> None:
        barrier.wait()
        found().authorization("http://threads.example/", PUBLIC)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        threads = [threading.Thread(target=call) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(caught) == 1


@pytest.mark.parametrize("token", [False, None, CANARY])
def test_no_warning_without_a_found_token(token: str | bool | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        credentials = Credentials.from_argument(token, environ={"HF_HOME": "/nonexistent"})
        credentials.authorization("http://evil.example/", PUBLIC)


# --- showing nothing


def test_secret_does_not_show() -> None:
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>30}", f"{secret!r}", f"{[secret]}"]
    shown += [repr(Credentials(secret, False)), repr(vars(Credentials(secret, False)))]
    shown += [repr(found()), " ".join(map(str, [secret]))]
    assert not any(CANARY in text for text in shown)
    assert secret.reveal() == CANARY
    assert not hasattr(secret, "__dict__")


def test_secret_is_not_pickled() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="cannot be pickled") as caught:
            pickle.dumps(Credentials.from_argument(CANARY), protocol)
        assert CANARY not in repr(caught.value)


def test_secret_is_a_value() -> None:
    secret = Secret(CANARY)
    assert secret == Secret(CANARY) != Secret("other")
    assert secret != CANARY
    assert hash(secret) == hash(Secret(CANARY))
    assert copy.copy(secret) == copy.deepcopy(secret) == secret
    assert copy.deepcopy(Credentials(secret, False)) == Credentials(secret, False)


def _bad_argument() -> None:
    Credentials.from_argument(CANARY + "\u20ac")


def _bad_found() -> None:
    Credentials.from_argument(None).authorization("https://huggingface.co/", PUBLIC)


def _bad_true() -> None:
    Credentials.from_argument(True)


def _bad_endpoint() -> None:
    Endpoints.from_environment()


@pytest.mark.parametrize("fail", [_bad_argument, _bad_found, _bad_true, _bad_endpoint])
def test_traceback_locals_do_not_show_it(
    fail: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", CANARY + "\u20ac")
    monkeypatch.setenv("HF_ENDPOINT", "nonsense")
    _assert_clean(fail, InferenceError)


def test_warning_as_error_does_not_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", CANARY)

    def fail() -> None:
        Credentials.from_argument(None).authorization("https://evil.example/", PUBLIC)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _assert_clean(fail, UserWarning)


def _assert_clean(fail: Callable[[], None], kind: type[Exception]) -> None:
    try:
        fail()
    except kind as error:
        text = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )
    else:
        pytest.fail("nothing was raised")
    assert "credentials.py" in text or "urls.py" in text
    assert CANARY not in text
