"""Does a value fit a JSON Schema, as far as openapi.json uses it? type, enum, const, properties, required, items, $ref, anyOf."""
from __future__ import annotations

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def faults(value, schema: dict, document: dict, at: str = "$") -> list[str]:
    """What does not fit, a sentence each."""
    if "$ref" in schema:
        target = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return faults(value, target, document, at)
    if "anyOf" in schema:
        tried = [faults(value, one, document, at) for one in schema["anyOf"]]
        return [] if any(not one for one in tried) else min(tried, key=len)
    found = type_faults(value, schema, at)
    if found:
        return found
    if "const" in schema and value != schema["const"]:
        return [f"{at} is {value!r} and not {schema['const']!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} is {value!r}, which is not listed"]
    if isinstance(value, dict):
        found += [f"{at} has no {name}" for name in schema.get("required", []) if name not in value]
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                found += faults(value[name], inner, document, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            found += faults(item, schema["items"], document, f"{at}[{i}]")
    return found


def type_faults(value, schema: dict, at: str) -> list[str]:
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if not wanted or any(is_a(value, name) for name in wanted):
        return []
    return [f"{at} is {type(value).__name__} and not {' or '.join(wanted)}"]


def is_a(value, name: str) -> bool:
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])
