"""Providers: each to a module with a `Provider`, and to the functions that make its bodies."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .. import wire
from ..ir import Operation, Provider, Providers
from ..load import Document, Specs
from .definition import answer_parts
from .expressions import tuples
from .formats import Format, function, function_name
from .imports import called_in, imports, used_in

# Members of a task's entry that say that it has a format of its own.
OWN_FORMAT = frozenset(
    {"constants", "encoding", "items", "order", "refuse", "request", "response", "values"}
)
# Behind a path into an answer: what is there is a file, or says where it is.
FILES: Mapping[str, str] = {"file": "base64", "file_text": "text"}
_WIDTH = 98
_TEXTS = ("key", "key_optional", "headers", "listed", "routed", "direct", "variable")


def providers(specs: Specs, operations: tuple[Operation, ...]) -> Providers:
    """Compile all providers.

    Args:
        specs: All specs.
        operations: What they serve.
    """
    served = {operation.module: operation for operation in operations}
    modules = tuple(provider(document, served) for document in specs.providers())
    methods = sorted({method for module in modules for method in module.tasks})
    return Providers(
        modules=modules,
        table=tuple(line for module in modules for line in _listed(module)),
        served=tuple(
            (method, tuple(m.name for m in modules if method in m.tasks)) for method in methods
        ),
        left_out=specs.left_out,
    )


def module_name(name: str) -> str:
    """Return the module that a provider has."""
    return name.replace("-", "_")


def task_of(entry: Any) -> Mapping[str, Any]:
    """Return a task of a provider as an object; a text is short for its path."""
    return {"path": entry} if isinstance(entry, str) else entry


def _listed(module: Provider) -> list[str]:
    tasks = ", ".join(f"`{task}`" for task in module.tasks)
    text = f"- {module.title} (`{module.name}`): {tasks}"
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def provider(document: Document, operations: Mapping[str, Operation]) -> Provider:
    """Compile a provider.

    Args:
        document: What describes it.
        operations: What it may serve, by module.
    """
    data = document.data
    module = module_name(data["name"])
    known = {name: task for name, task in data["tasks"].items() if name in operations}
    compiled = _Module(data)
    tasks = {
        operations[name].method: compiled.task(operations[name], task_of(task))
        for name, task in known.items()
    }
    functions = tuple(compiled.functions())
    used = used_in("\n\n".join(functions))
    constants = (*_media_types(data, used), *_jobs(data))
    definition = _definition(data, tasks)
    own = {constant.partition(" = ")[0] for constant in constants}
    own |= {made.name for made in compiled.made.values()}
    code = {
        *(used - own),
        *called_in("\n".join((*constants, definition))),
    }
    return Provider(
        name=data["name"],
        module=module,
        source=document.path,
        title=_in_docstring(data["title"]),
        docs=_in_docstring(data["docs"]),
        tasks=tuple(sorted(tasks)),
        imports=imports(f"providers/{module}.py", {}, code, ()).always,
        constants=constants,
        functions=functions,
        definition=definition,
    )


@dataclass
class _Module:
    """The functions of a provider, each of them once.

    Attributes:
        data: What describes the provider.
        made: Code of a function without its name and docstring -> the function.
        parts: Name of a part that several bodies have -> code of its function.
    """

    data: Mapping[str, Any]
    made: dict[str, _Function] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def shared(self) -> Mapping[str, Any]:
        """Parts of templates that tasks share."""
        found: Mapping[str, Any] = self.data.get("shared", {})
        return found

    @property
    def requests(self) -> list[Any]:
        """The bodies of all tasks, but those that have another's as a whole."""
        found = [task_of(entry).get("request") for entry in self.data["tasks"].values()]
        return [request for request in found if wire.shared_name(request) is None]

    def task(self, operation: Operation, task: Mapping[str, Any]) -> str:
        """Return the expression of a task."""
        form = Format(
            {argument.name: argument for argument in operation.arguments if argument.pointer},
            {kind: _types_name(kind) for kind in self.data.get("media_types", {})},
        )
        parts = [self._path(operation, task["path"], form)]
        if "api" in task:
            parts.append(repr(task["api"]))
        elif task.keys() & OWN_FORMAT:
            parts.append(self._api(operation, task, form))
        if "base" in task:
            parts.append(f"base={task['base']!r}")
        if "job" in task:
            parts.append(f"job={_job_name(task['job'])}")
        return f"ProviderTask({', '.join(parts)})"

    def functions(self) -> Iterator[str]:
        """Yield the functions that the tasks name."""
        for made in self.made.values():
            yield made.code()

    def _path(self, operation: Operation, template: Any, form: Format) -> str:
        name = wire.shared_name(template)
        template = wire.expanded(template, self.shared)
        if isinstance(template, str):
            return repr(template)
        made = _Function(f"{function_name(name or operation.method)}_path", "path", "str")
        made.body = f"    return {form.path(template)}"
        return self._once(made, operation)

    def _api(self, operation: Operation, task: Mapping[str, Any], form: Format) -> str:
        parts = ["None"]
        if "request" in task:
            name = wire.shared_name(task["request"]) or operation.method
            request = wire.expanded(task["request"], self.shared, self._parts_of(task, form))
            made = _Function(function_name(name), "members of a body", "Members")
            made.body = function("", "", request, form).split("\n", 2)[2]
            parts = [self._once(made, operation)]
            if (rest := wire.rest_of(wire.expanded(request, self.shared))) is not None:
                parts.append(f"rest={rest!r}")
        if "refuse" in task:
            parts.append(f"refuse={tuple(task['refuse'])!r}")
        response, files = _without_files(task.get("response", {}))
        answer = {**task, "response": response} if response else task
        parts += answer_parts(answer)
        if files:
            parts.append(f"files={files!r}")
        return f"Api({', '.join(parts)})"

    def _parts_of(self, task: Mapping[str, Any], form: Format) -> Mapping[str, Any]:
        """Return the parts of a body that several bodies have, and see to their functions."""
        found: dict[str, Any] = {}
        for name, part in self.shared.items():
            whole = wire.expanded(part, self.shared)
            if not self._is_function(name, whole) or not _names(task["request"], name):
                continue
            inner = replace(form, checks={})
            value = inner.value(whole)
            body = "\n".join(f"    {line}" for line in [*inner.checks, f"return {value}"])
            made = _Function(function_name(name), f"part `{name}`", "Any", body)
            # Where it reads other members of the payload in this task, it is written out.
            if self.parts.setdefault(name, body) == body:
                self.made.setdefault(body, made)
                found[name] = whole
        form.parts = found
        return found

    def _is_function(self, name: str, part: Any) -> bool:
        """Return whether a shared part is written once, as a function that bodies call."""
        if isinstance(part, dict) and wire.rest_of(part) is not None:
            return False
        return sum(_names(request, name) for request in self.requests) > 1

    def _once(self, made: _Function, operation: Operation) -> str:
        """Note a function, and return the name of the one that does the same."""
        known = self.made.setdefault(made.body, made)
        known.methods.append(operation.method)
        return known.name


@dataclass
class _Function:
    """A function of a provider's module."""

    name: str
    what: str
    returns: str
    body: str = ""
    methods: list[str] = field(default_factory=list)

    def code(self) -> str:
        """Return its definition."""
        *others, last = (f"`{method}`" for method in self.methods) if self.methods else ("",)
        methods = f"{', '.join(others)} and {last}" if others else last
        what = f"{self.what} for {methods}" if methods else f"{self.what} of several bodies"
        doc = textwrap.wrap(f"Return the {what}.", _WIDTH - 8)
        lines = [f"def {self.name}(args: Given) -> {self.returns}:", f'    """{doc[0]}']
        lines += [f"    {line}" for line in doc[1:]]
        lines[-1] += '"""' if len(doc) == 1 else '\n    """'
        return "\n".join([*lines, self.body])


def _in_docstring(text: str) -> str:
    """Return a text as a docstring has it, in one line."""
    return " ".join(text.split()).replace("\\", "\\\\")


def _names(template: Any, name: str) -> bool:
    """Return whether a template names a shared part."""
    if isinstance(template, list):
        return any(_names(item, name) for item in template)
    if not isinstance(template, dict):
        return False
    if (found := wire.shared_name(template)) is not None:
        return found == name
    return any(_names(item, name) for item in template.values())


def _without_files(response: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the paths of an answer as the runtime reads them, and the members that are files."""
    paths: dict[str, Any] = {}
    files: dict[str, str] = {}
    for ours, theirs in tuples(response).items():
        bare = []
        for path in theirs if isinstance(theirs, tuple) else (theirs,):
            head, _, word = path.rpartition("|")
            if word in FILES:
                files[ours] = FILES[word]
            bare.append(head if word in FILES else path)
        paths[ours] = bare if isinstance(theirs, tuple) else bare[0]
    return paths, files


def _media_types(data: Mapping[str, Any], used: Container[str]) -> Iterator[str]:
    for kind, types in data.get("media_types", {}).items():
        if _types_name(kind) in used:
            yield f"{_types_name(kind)} = {types!r}"


def _types_name(kind: str) -> str:
    return f"{kind.upper()}_TYPES"


def _jobs(data: Mapping[str, Any]) -> Iterator[str]:
    if "job" in data:
        yield f"{_job_name(True)} = {_job(data['job'])}"
    for name, job in data.get("jobs", {}).items():
        yield f"{_job_name(name)} = {_job(job)}"


def _job_name(name: str | bool) -> str:
    return f"{name.upper()}_JOB" if isinstance(name, str) else "JOB"


def _job(job: Mapping[str, Any]) -> str:
    return f"JobProtocol({_keywords(tuples(job))})"


def _definition(data: Mapping[str, Any], tasks: Mapping[str, str]) -> str:
    served = ", ".join(f"{name!r}: {task}" for name, task in sorted(tasks.items()))
    parts = [_keywords({"name": data["name"], "url": data["url"]}), f"tasks={{{served}}}"]
    if "bases" in data:
        bases = ", ".join(
            f"{name!r}: Base({', '.join(map(repr, base.values()))})"
            for name, base in data["bases"].items()
        )
        parts.append(f"bases={{{bases}}}")
    parts.append(_keywords({key: data[key] for key in _TEXTS if key in data}))
    return f"Provider({', '.join(filter(None, parts))})"


def _keywords(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in values.items())
