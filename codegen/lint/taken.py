"""Names that specs cannot have, because the clients, the models or the generated code have them."""

from __future__ import annotations

CLIENT_MEMBERS = frozenset({
    "base_url", "chat", "close", "exchange", "get_endpoint_info", "get_model_status",
    "get_recommended_model", "headers", "health_check", "list_deployed_models", "map", "model",
    "post", "send", "stream", "timeout", "token", "with_options",
})  # fmt: skip


ALIAS_HEADS = frozenset({"chat"})  # members that are there to hold aliases


# What the generated functions have in scope where arguments are used.
ARGUMENT_NAMES_TAKEN = frozenset({
    "self", "model", "extra_body", "bool", "function_tools", "given", "json_format", "media",
    "plain", "typed",
})  # fmt: skip


# What the base `Model` offers beside pydantic's own members, which the generator avoids.
MODEL_MEMBERS = frozenset({"get", "items", "keys", "values"})


# What the generated modules import beside exported names.
IMPORTED_NAMES = frozenset({
    "Accumulate", "Annotated", "Any", "AnyUrl", "Array", "BareText", "BaseModel", "Bytes",
    "Callable", "Columns", "Complete", "ConfigDict", "Events", "Field", "FirstOfList",
    "FunctionModel",
    "InputModel", "Json", "ListRules", "Literal", "Mapping", "MediaInput", "Member", "Model",
    "NDArray", "NotRequired", "Operation", "Optional", "Required", "RootModel", "Route",
    "Sequence", "SingleItem", "TextModel", "TypeAliasType", "TypedDict", "Union",
})  # fmt: skip


PARAM = "Param"  # suffix of the TypedDict twins
