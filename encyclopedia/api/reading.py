"""The description of the API in OpenAPI, read into what a page shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from encyclopedia.pages.api_docs import ApiField, ApiGroup, ApiOperation, ApiShape

Schema = Mapping[str, Any]


def groups(described: Schema) -> tuple[ApiGroup, ...]:
    """Give the questions of the API by what they are about, in the order of their addresses."""
    found: dict[str, list[ApiOperation]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            name = operation.get("tags", ["Others"])[0]
            found.setdefault(name, []).append(_operation(path, method, operation))
    return tuple(ApiGroup(name=name, operations=tuple(each)) for name, each in found.items())


def shapes(described: Schema) -> tuple[ApiShape, ...]:
    """Give the objects that the API says and takes, by name."""
    found = described["components"]["schemas"]
    return tuple(
        ApiShape(
            name=name,
            description=_flat(schema.get("description", "")),
            fields=tuple(_fields(schema)),
        )
        for name, schema in sorted(found.items())
        if "properties" in schema
    )


def _operation(path: str, method: str, operation: Schema) -> ApiOperation:
    good = next(each for status, each in operation["responses"].items() if str(status) < "300")
    return ApiOperation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=_flat(operation.get("description", "")),
        parameters=tuple(
            _field(
                each["name"],
                each["schema"],
                where={"path": "address", "query": "query"}.get(each["in"], each["in"]),
                required=each.get("required", False),
                description=each.get("description", ""),
            )
            for each in operation.get("parameters", ())
        ),
        takes=_of_content(operation.get("requestBody", {})),
        gives=_of_content(good),
        guarded="security" in operation,
    )


def _of_content(part: Schema) -> str:
    for content in part.get("content", {}).values():
        return _type(content["schema"])[1]
    return ""


def _fields(schema: Schema) -> Iterator[ApiField]:
    required = set(schema.get("required", ()))
    for name, each in schema["properties"].items():
        yield _field(name, each, required=name in required)


def _field(
    name: str, schema: Schema, *, where: str = "", required: bool = False, description: str = ""
) -> ApiField:
    type_, of = _type(schema)
    return ApiField(
        name=name,
        type=type_,
        of=of,
        where=where,
        required=required,
        description=_flat(description or schema.get("description", "")),
    )


def _type(schema: Schema) -> tuple[str, str]:
    """Say in words what a value is, and the name of its shape if it has one."""
    if "$ref" in schema:
        return "object", schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        type_, of = _type(schema["anyOf"][0])
        return f"{type_} or null", of
    if "enum" in schema:
        return "one of " + ", ".join(f"“{each}”" for each in schema["enum"]), ""
    if schema.get("type") == "array":
        type_, of = _type(schema.get("items", {}))
        return f"list of {type_}", of
    type_ = {"string": "text", "integer": "number", "boolean": "true or false"}.get(
        schema.get("type", ""), str(schema.get("type", "anything"))
    )
    return f"{type_} ({schema['format']})" if "format" in schema else type_, ""


def _flat(text: str) -> str:
    return " ".join(text.replace("`", "").split())
