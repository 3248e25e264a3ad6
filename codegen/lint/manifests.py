"""The rules of one manifest, in the order in which they lean on each other."""

from __future__ import annotations

from ..findings import Finding
from ..load import Specs, Task
from .arguments import ARGUMENT_RULES
from .examples import EXAMPLES_NEED, examples
from .http import HTTP_RULES
from .instances import Instances
from .method import ManifestRule, Method, arguments
from .method_names import METHOD_NAME_RULES
from .pointers import pointers
from .requests import REQUEST_RULES
from .responses import RESPONSE_RULES
from .shortcuts import SHORTCUT_RULES


def method_of(specs: Specs, task: Task) -> Method:
    """Return a task with its arguments, as far as they can be made out."""
    method = Method(specs, task, ())
    return Method(specs, task, tuple(arguments(method)))


def manifest_findings(method: Method, instances: Instances) -> list[Finding]:
    """Run the rules of one manifest."""
    findings = [*pointers(method)]
    # Which arguments there are is not known before these pointers lead somewhere.
    lost = any(finding.pointer.startswith(("/args/", "/flatten/")) for finding in findings)
    for rule in MANIFEST_RULES:
        if not (lost and rule in ARGUMENT_RULES):
            findings += rule(method)
    if not any(finding.rule in EXAMPLES_NEED for finding in findings):
        findings += examples(method, instances)
    return findings


MANIFEST_RULES: tuple[ManifestRule, ...] = (
    *METHOD_NAME_RULES,
    *ARGUMENT_RULES,
    *REQUEST_RULES,
    *HTTP_RULES,
    *RESPONSE_RULES,
    *SHORTCUT_RULES,
)
