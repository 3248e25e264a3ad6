"""Check specs before they are compiled, so that a fault is named where it was written.

Rules run in the order in which they lean on each other: the shape of the files, then the schemas,
then the manifests, then their examples. What leans on a broken file waits until that is mended.
"""

from __future__ import annotations

from dataclasses import replace

from ..attributes import model_members
from ..findings import Finding
from ..load import Specs, is_shared, located
from .instances import Instances
from .keywords import KEYWORD_RULES
from .manifests import manifest_findings, method_of
from .method import Method
from .method_names import methods
from .nodes import foreign_documents, nodes, schema_documents, tagged
from .notes import notes
from .properties import PROPERTY_RULES
from .providers import provider_findings
from .references import BROKEN_RULES, broken_references, reach
from .rules import RULES, Rule
from .shapes import shapes
from .taken import client_members
from .texts import texts
from .titles import definitions
from .values import VALUE_RULES, defaults

__all__ = ["RULES", "Rule", "client_members", "lint", "model_members", "notes"]

SCHEMA_RULES = (*KEYWORD_RULES, *VALUE_RULES, *PROPERTY_RULES)


def lint(specs: Specs) -> list[Finding]:
    """Check specs.

    Args:
        specs: Documents as they were read; they may be faulty in any way.

    Returns:
        All faults, by file and place. Faults that others hide are found once those are mended.
    """
    findings = [*shapes(specs)]
    if not specs.tasks:
        fix = "add one: `inferloom-codegen new-task NAME`"
        findings.append(Finding("folder", "tasks", "", "there is no task", fix))
    misshapen = {finding.file for finding in findings}
    findings += broken_references(specs, misshapen)
    broken = {f.file for f in findings if f.rule in ("schema-shape", *BROKEN_RULES)}
    shared_broken = any(is_shared(path) for path in broken)
    documents = [doc for doc in schema_documents(specs) if doc.path not in misshapen]
    findings += definitions(specs, documents, whole=not broken)
    reached = reach(specs, documents)
    instances = Instances(documents, reached)
    foreign, beside = foreign_documents(specs), tagged(documents)
    for document in documents:
        for node in nodes(document, reached, document.path in foreign, beside):
            for schema_rule in SCHEMA_RULES:
                findings += schema_rule(node)
            if not broken:
                findings += defaults(node, instances)
    if any(finding.rule == "meta-schema" for finding in findings):
        misshapen |= {task.operation.path for task in specs.tasks}  # nobody has checked them
    readable = [task for task in specs.tasks if task.operation.path not in misshapen]
    findings += texts(specs)
    findings += methods(readable)
    served: dict[str, Method] = {}
    for task in readable:
        if not shared_broken and not any(document.path in broken for document in task.schemas()):
            method = method_of(specs, task)
            faults = manifest_findings(method, instances)
            findings += faults
            if not faults:
                served[task.folder] = method
    providers = [doc for doc in specs.providers() if doc.path not in misshapen]
    findings += provider_findings(specs, providers, served, instances)
    unique = dict.fromkeys(_patched(specs, finding) for finding in findings)
    ordered = sorted(unique, key=lambda f: (f.file, _natural(f.pointer), f.rule, f.message))
    return [located(specs.documents, finding) for finding in ordered]


def _patched(specs: Specs, finding: Finding) -> Finding:
    """Name the overlay that a fault comes from, or at whose place it is."""
    document = specs.documents.get(finding.file)
    for overlay, pointer in document.patches if document else ():
        if f"{finding.pointer}/".startswith(f"{pointer}/"):
            return replace(finding, message=f"{finding.message} (as {overlay} has it)", repair=())
    return finding


def _natural(pointer: str) -> list[str]:
    return [step.zfill(6) if step.isdigit() else step for step in pointer.split("/")]
