"""Formulas in a pattern: arithmetic on measurements and options, and nothing else."""

import ast
import math
from collections.abc import Callable, Mapping

MAX_LENGTH = 240  # characters
MAX_NODES = 90
MAX_VALUE = 1e6


class FormulaError(ValueError):
    """A formula that cannot be read or worked out; the text says why, without the file's name."""


def _if(condition: float, yes: float, no: float) -> float:
    return yes if condition > 0 else no


FUNCTIONS: dict[str, tuple[Callable[..., float], int, int]] = {  # name: (function, fewest, most arguments)
    "min": (min, 2, 8),
    "max": (max, 2, 8),
    "abs": (abs, 1, 1),
    "sqrt": (math.sqrt, 1, 1),
    "hypot": (math.hypot, 2, 2),
    "sin": (lambda a: math.sin(math.radians(a)), 1, 1),
    "cos": (lambda a: math.cos(math.radians(a)), 1, 1),
    "tan": (lambda a: math.tan(math.radians(a)), 1, 1),
    "atan2": (lambda y, x: math.degrees(math.atan2(y, x)), 2, 2),
    "clamp": (lambda x, low, high: min(max(x, low), high), 3, 3),
    "mix": (lambda a, b, t: a + (b - a) * t, 3, 3),
    "when": (_if, 3, 3),
}
CONSTANTS = {"pi": math.pi}


def evaluate(formula: object, names: Mapping[str, float], length: Callable[[str, str], float] | None = None) -> float:
    """The value of a formula: a number, or text such as `bust/4 + ease`.

    Allowed: numbers, names, + - * / ** and brackets, comparisons inside `when(a - b, yes, no)` by sign, the
    FUNCTIONS (angles in degrees), `pi`, and `length(panel.edge)` of a panel drawn before. Raises
    FormulaError.
    """
    if isinstance(formula, bool) or not isinstance(formula, int | float | str):
        raise FormulaError(f"{formula!r:.60} is not a number or a formula")
    if not isinstance(formula, str):
        return _bounded(float(formula), str(formula))
    if len(formula) > MAX_LENGTH:
        raise FormulaError(f"the formula `{formula[:40]}…` is longer than {MAX_LENGTH} characters")
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"`{formula}` is not a formula") from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise FormulaError(f"the formula `{formula[:40]}…` is too long; split it with `let`")
    try:
        return _bounded(_value(tree.body, names, length), formula)
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, FormulaError):
            raise
        raise FormulaError(f"`{formula}` cannot be worked out ({error})") from None


def _bounded(value: float, formula: str) -> float:
    if not math.isfinite(value) or abs(value) > MAX_VALUE:
        raise FormulaError(f"`{formula}` gives {value:g}, which is no length")
    return value


def _value(node: ast.AST, names: Mapping[str, float], length: Callable[[str, str], float] | None) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value is not True:
        if isinstance(node.value, int) and node.value.bit_length() > 64:
            raise FormulaError("a number in the formula is too large")
        return float(node.value)
    if isinstance(node, ast.Name):
        if node.id in names:
            return float(names[node.id])
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        raise FormulaError(f"`{node.id}` is not a measurement, an option or a value named before")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand, names, length)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp):
        return _binary(node, _value(node.left, names, length), _value(node.right, names, length))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node, names, length)
    raise FormulaError(f"`{ast.unparse(node)[:60]}` is not allowed in a formula")


def _binary(node: ast.BinOp, left: float, right: float) -> float:
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    if isinstance(node.op, ast.Mult):
        return left * right
    if isinstance(node.op, ast.Div):
        if right == 0:
            raise FormulaError(f"`{ast.unparse(node)[:60]}` divides by zero")
        return left / right
    if isinstance(node.op, ast.Pow):
        if abs(right) > 8 or (left < 0 and right != int(right)):
            raise FormulaError(f"`{ast.unparse(node)[:60]}`: a power is from -8 to 8, of a positive number")
        return float(left**right)
    raise FormulaError(f"`{ast.unparse(node)[:60]}` uses an operation that a formula does not have")


def _call(node: ast.Call, names: Mapping[str, float], length: Callable[[str, str], float] | None) -> float:
    assert isinstance(node.func, ast.Name)
    if node.func.id == "length" and length is not None:
        if len(node.args) == 1 and isinstance(node.args[0], ast.Attribute):
            panel = node.args[0].value
            if isinstance(panel, ast.Name):
                return length(panel.id, node.args[0].attr)
        raise FormulaError("write `length(panel.edge)`")
    if node.func.id not in FUNCTIONS:
        raise FormulaError(f"`{node.func.id}` is not a function; the functions are {', '.join(FUNCTIONS)}, length")
    function, fewest, most = FUNCTIONS[node.func.id]
    if not fewest <= len(node.args) <= most:
        raise FormulaError(f"`{node.func.id}` takes {fewest} to {most} values, not {len(node.args)}")
    return float(function(*(_value(argument, names, length) for argument in node.args)))
