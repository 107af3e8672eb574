"""Fluent patterns as functions: what most messages are made of, without the resolver's detours.

Text, arguments that are words, choices between words, and other messages. Everything else, numbers
above all, stays with the resolver of fluent.runtime, which also says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fluent.runtime import resolver
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

Written = Callable[[Mapping[str, Any]], str]
Find = Callable[[str, str], Pattern | None]  # (message, attribute) → its pattern

MOST_NESTED = 8  # messages within messages; deeper ones go in a circle


class NotPlain(Exception):
    """This pattern, or an argument it was given, is for the resolver."""


def refused(args: Mapping[str, Any]) -> str:
    """What stands for a pattern that is no function."""
    raise NotPlain


def written(pattern: Pattern, find: Find, depth: int = 0) -> Written:
    """The pattern as a function of its arguments. Both raise NotPlain."""
    if depth > MOST_NESTED:
        raise NotPlain
    # What has one part only stands there as that part, whatever its type says.
    parts = [_part(each, find, depth) for each in getattr(pattern, "elements", [pattern])]
    if len(parts) == 1:
        return parts[0]
    return lambda args: "".join([part(args) for part in parts])


def _part(element: object, find: Find, depth: int) -> Written:
    if isinstance(element, resolver.TextElement):
        return _constant(element.value)
    match getattr(element, "expression", None):
        case resolver.StringLiteral() as literal:
            return _constant(str(literal.parse()["value"]))
        case resolver.VariableReference() as variable:
            return _argument(variable.id.name)
        case resolver.MessageReference() as other:
            found = find(other.id.name, other.attribute.name if other.attribute else "")
            if found is not None:
                return written(found, find, depth + 1)
        case resolver.SelectExpression() as select:
            return _choice(select, find, depth)
    raise NotPlain


def _constant(text: str) -> Written:
    return lambda args: text


def _argument(name: str) -> Written:
    def argument(args: Mapping[str, Any]) -> str:
        try:
            value = args[name]
        except KeyError:
            raise NotPlain from None
        if isinstance(value, str):
            return value
        raise NotPlain

    return argument


def _choice(select: resolver.SelectExpression, find: Find, depth: int) -> Written:
    if not isinstance(select.selector, resolver.VariableReference):
        raise NotPlain
    ways: dict[str, Written] = {}
    default: Written = refused
    for variant in reversed(select.variants):  # of equal keys the first one counts
        if not isinstance(variant.key, ast.Identifier):
            raise NotPlain
        ways[variant.key.name] = written(variant.value, find, depth + 1)
        if variant.default:
            default = ways[variant.key.name]
    key = _argument(select.selector.id.name)
    return lambda args: ways.get(key(args), default)(args)
