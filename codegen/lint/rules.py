"""The registry of rules: what each demands, how grave a breach is, and whether it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "note"]


@dataclass(frozen=True)
class Rule:
    """One rule of the linter.

    Attributes:
        id: Stable name, as findings show it.
        text: What the rule demands.
        repairs: Whether `lint --fix` can mend findings of it: all, or those that leave no choice.
        severity: Nothing is compiled from specs with a fault; a note is for the reader only.
    """

    id: str
    text: str
    repairs: bool = False
    severity: Severity = "fault"


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        # Shape of the files
        Rule("folder", "A folder of specs has the files that it must have, and no others."),
        Rule("json", "Files are JSON that all readers take in the same way."),
        Rule(
            "client-shape", "client.json follows meta/client.schema.json; unknown keys are errors."
        ),
        Rule(
            "code",
            "No text of a spec becomes code: annotations are types, defaults constants, and names "
            "names.",
        ),
        Rule(
            "annotation",
            "Annotations in client.json have names of Python, or of what the runtime exports.",
        ),
        Rule(
            "client-name", "An argument, a service and an exported name of client.json occur once."
        ),
        Rule("export", "An exported name is one that the clients or the runtime have."),
        Rule("service", "A service is one that the runtime has, with its arguments and no others."),
        Rule(
            "manifest-shape",
            "operation.json follows meta/operation.schema.json; unknown keys are errors.",
        ),
        Rule(
            "provider-shape",
            "A provider follows meta/provider.schema.json; unknown keys are errors.",
        ),
        Rule("meta-schema", "The schemas of our own formats are there and are JSON Schemas."),
        Rule(
            "schema-shape",
            "A schema is valid JSON Schema 2020-12, written with objects all the way down.",
        ),
        # Words of the schemas
        Rule(
            "old-draft",
            "Schemas state draft 2020-12 and use its words: $defs, not definitions.",
            repairs=True,
        ),
        Rule(
            "openapi-keyword",
            "OpenAPI's words mean nothing in JSON Schema: nullable, example and so on.",
            repairs=True,
        ),
        Rule(
            "unsupported-keyword",
            "A schema uses the keywords that the compiler understands, no others.",
            repairs=True,
        ),
        Rule(
            "keyword-type",
            "A keyword fits the type beside it: minLength is for strings, not for arrays.",
            repairs=True,
        ),
        Rule(
            "bounds",
            "One lower and one upper limit at most, and the lower one is not above the upper.",
            repairs=True,
        ),
        Rule("ref-sibling", "Only a description stands beside $ref.", repairs=True),
        Rule("union-sibling", "Only title and description stand beside anyOf.", repairs=True),
        Rule("required-unknown", "What `required` names is one of the properties."),
        Rule(
            "default-type", 'A default has the type of its schema: true, not "true".', repairs=True
        ),
        Rule(
            "default-in-request",
            "Requests have no defaults: they are never sent, so the text says them.",
            repairs=True,
        ),
        Rule(
            "dropped-in-response",
            "Responses have no limits or defaults: what is received is not checked.",
            repairs=True,
        ),
        Rule(
            "closed-in-response",
            "What a server may extend is open: enums of text in responses, const only as a"
            " tag of a union.",
            repairs=True,
        ),
        Rule(
            "enum-value",
            "Enums list strings, integers or booleans; null is a branch of its own.",
            repairs=True,
        ),
        Rule(
            "nested-constraint",
            "Limits stand on properties and definitions, where they need no name.",
        ),
        Rule(
            "media-schema",
            "A file is a base64 string that is the value of an argument.",
            repairs=True,
        ),
        # References
        Rule(
            "ref-form",
            "$ref names a definition of the same task or of schemas/, by a relative path.",
            repairs=True,
        ),
        Rule("ref-target", "$ref leads to a definition that exists.", repairs=True),
        Rule("file-cycle", "Files of schemas/ do not refer to each other in a circle."),
        Rule("ref-cycle", "A definition that contains itself does so through a property."),
        Rule(
            "union-size", "A definition has 1,000 branches at most, those of its branches included."
        ),
        Rule("unused-definition", "Every definition is reached from a request or a response."),
        Rule("direction-mix", "A definition is sent or received, not both: the classes differ."),
        # Names and texts
        Rule(
            "missing-title",
            "Roots and definitions have a title, which is the name of the class.",
            repairs=True,
        ),
        Rule(
            "common-root",
            "A file in common/ or schemas/ holds definitions and nothing beside them.",
            repairs=True,
        ),
        Rule("title-mismatch", "A definition's title is its key in $defs."),
        Rule(
            "title-name",
            "Class names are PascalCase, without a number at the end, and new to Python.",
        ),
        Rule(
            "title-taken",
            "Class names differ from the other names that the package exports or imports.",
        ),
        Rule("duplicate-title", "Class names are exported flat, so each occurs once in all specs."),
        Rule(
            "inline-object",
            "An object with properties is a definition, so that its class has a name.",
            repairs=True,
        ),
        Rule("property-name", "A property's name becomes an attribute that hides nothing."),
        Rule("text", "Texts end no docstring, and hold no characters that nobody sees."),
        Rule("missing-description", "Roots, definitions and properties have a description."),
        # Manifests
        Rule("task-name", "Folder and method are the task's id with underscores.", repairs=True),
        Rule(
            "method-taken", "A method has a name that no other method or member of the clients has."
        ),
        Rule(
            "alias-taken",
            "An alias is new, and its parts collide with no method, member or keyword.",
        ),
        Rule("schema-file", "The schema of a response or stream is a file of the folder."),
        Rule(
            "stream-file", "stream.json is there if, and only if, a variant streams.", repairs=True
        ),
        Rule("pointer", "Every pointer of a manifest leads to something."),
        Rule(
            "flatten",
            "What is flattened is an object with properties, and so is all above it.",
            repairs=True,
        ),
        Rule("arg-name", "An argument has a name that Python and the generated code allow."),
        Rule(
            "arg-collision",
            "Two arguments differ in name and pointer, and from model and extra_body.",
            repairs=True,
        ),
        Rule("arg-overlap", "No argument is part of another."),
        Rule("arg-required", "What a request must have is an argument."),
        Rule(
            "arg-order",
            "Required arguments are positional and come before optional ones.",
            repairs=True,
        ),
        Rule("media-encoding", "A media encoding has one file, the whole of /inputs."),
        Rule("switch", "A switch is an optional boolean, given by name.", repairs=True),
        Rule(
            "variants",
            "Variants cover each combination of the switches once, all False first.",
            repairs=True,
        ),
        Rule(
            "apis",
            "Another wire format takes members of the payload, and gives members of the answer; an"
            " example shows it.",
        ),
        Rule("presence", "at_least_one and together name optional arguments."),
        Rule("renamed", "An old name leads to an argument, and is none itself."),
        Rule("extra-body", "extra_body is taken by an object that is a member of the payload."),
        Rule("model-in-body", "The model's id goes into the body of OpenAI-style requests only."),
        Rule("route", "A path goes with the route styles that have one."),
        Rule(
            "parameters",
            "A parameter is a member of the input, with a place in the request of its own.",
        ),
        Rule("body", "What is no parameter is the body, in the encoding's form."),
        Rule("pages", "The way from one page to the next is in the answer or in an argument."),
        Rule("response-options", "A response has the options that its kind uses, no others."),
        Rule("accept", "An accepted shape is described in full and fits the result."),
        Rule(
            "shortcut",
            "What project, text, special and calls lead to can be an attribute, and is one thing.",
        ),
        Rule(
            "accepts", "An argument that takes Python types is of a method whose results tell them."
        ),
        Rule(
            "echoes",
            "A list whose items may come from an answer says where, and under which new name.",
        ),
        Rule(
            "accumulate",
            "Chunks add up to what a variant returns, in terms of members that are there.",
        ),
        Rule("deprecated", "Status and note of a deprecation come together.", repairs=True),
        Rule("header-name", "Names of headers are lower-case.", repairs=True),
        # Providers
        Rule("provider-name", "A provider's file is called as it is, and its module is its own."),
        Rule(
            "provider-task",
            "What a provider serves is a task of the specs, in one format that the task has or the"
            " provider describes.",
        ),
        Rule(
            "provider-path", "A path begins with / and has no places but what the model is called."
        ),
        Rule(
            "provider-part",
            "Bases, jobs, shared parts and types of files are described if, and only if, a task"
            " names them.",
        ),
        Rule(
            "provider-job",
            "A job is asked for at a path of the provider, and each state means one thing.",
        ),
        Rule(
            "provider-template",
            "A body is written in the notation, with places for arguments that the method has.",
        ),
        Rule("provider-model", "A request says which model it is for, in the path or in the body."),
        Rule("provider-answer", "An answer is read as members that the operation's answer has."),
        Rule(
            "provider-example",
            "What a provider describes itself has an example: a call, its requests, their answers"
            " and its result.",
        ),
        # Examples
        Rule("example-name", "Examples of a task have names of their own."),
        Rule(
            "example-arguments",
            "An example passes arguments that the method has, all it must have.",
        ),
        Rule(
            "example-request",
            "An example's request is what its arguments make, and fits the schema.",
        ),
        Rule(
            "example-response",
            "An example's response is of the variant's kind and fits the schema.",
        ),
        Rule("example-result", "An example's result is of the variant's kind and fits the schema."),
        Rule("example-variants", "Every variant has an example."),
        Rule("example-base64", "Bytes are valid base64."),
        # Notes: what is no fault, and what is left to do
        Rule(
            "stream-whole",
            "A stream says how its chunks add up, so that `.final()` returns the whole.",
            severity="note",
        ),
        Rule(
            "todo", "A decision that a manifest lists under `todo` has been taken.", severity="note"
        ),
        Rule(
            "layout",
            "White space is that of this project; line breaks are the author's.",
            repairs=True,
            severity="note",
        ),
        Rule(
            "member-order",
            "$schema is the first member of a schema, $defs the last.",
            repairs=True,
            severity="note",
        ),
        Rule(
            "required-order",
            "`required` names properties in their order.",
            repairs=True,
            severity="note",
        ),
    )
}
