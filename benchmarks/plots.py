"""Figures as SVG, with both axes logarithmic. Written out by hand: a plotting library is 50 MB."""

from __future__ import annotations

from html import escape
from itertools import cycle, pairwise
from math import ceil, floor, log10
from typing import Any

from .contenders import CONTENDERS
from .measures import MEASURES, Figure
from .report import cost, number

__all__ = ["plot"]

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 170, 44, 52
# Distinct for colour-blind readers (Okabe and Ito), and readable on white and on black.
_COLOURS = (
    "#888888",
    "#e69f00",
    "#56b4e9",
    "#cc79a7",
    "#d55e00",
    "#009e73",
    "#0072b2",
    "#b8a800",
    "#333333",
)

Point = tuple[float, float]


def plot(figure: Figure, results: dict[str, Any]) -> str | None:
    """Return a figure as SVG; None if nothing of it was measured at two points."""
    series: dict[str, list[Point]] = {}
    for name in results["contenders"]:
        points = [
            (figure.points[measure.name], value)
            for measure in MEASURES
            if measure.name in figure.points and (value := cost(results, measure, name)) is not None
        ]
        if len(points) > 1:
            series[name] = sorted(points)
    return _drawn(figure, series) if series else None


def _drawn(figure: Figure, series: dict[str, list[Point]]) -> str:
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    x0, x1 = log10(min(xs)), log10(max(xs))
    y0, y1 = floor(log10(min(ys))), ceil(log10(max(ys)))
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def across(x: float) -> float:
        return _LEFT + (log10(x) - x0) / (x1 - x0) * (right - _LEFT)

    def down(y: float) -> float:
        return bottom - (log10(y) - y0) / (y1 - y0) * (bottom - _TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#777">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15" fill="#333">{escape(figure.title)}</text>',
    ]
    for tick in sorted({x for points in series.values() for x, _ in points}):
        x = across(tick)
        parts.append(_line(x, _TOP, x, bottom))
        parts.append(_text(x, bottom + 18, number(tick), "middle"))
    for power in range(y0, y1 + 1):
        y = down(10.0**power)
        parts.append(_line(_LEFT, y, right, y))
        parts.append(_text(_LEFT - 8, y + 4, f"{10.0**power:g}", "end"))
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 12, figure.x_label, "middle"))
    middle = (_TOP + bottom) / 2
    turned = f'transform="rotate(-90 18 {middle:.0f})"'
    parts.append(_text(18, middle, figure.y_label, "middle", turned))
    colours = dict(zip((c.name for c in CONTENDERS), cycle(_COLOURS), strict=False))
    labels = _apart([down(points[-1][1]) for points in series.values()])
    for (name, points), y in zip(series.items(), labels, strict=True):
        colour = colours[name]
        line = " ".join(f"{across(x):.1f},{down(value):.1f}" for x, value in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{across(x):.1f}" cy="{down(value):.1f}" r="3" fill="{colour}"/>'
            for x, value in points
        ]
        parts.append(_text(right + 10, y + 4, name, "start", f'fill="{colour}"'))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(positions: list[float], least: float = 15) -> list[float]:
    """Return positions of labels, moved so that none covers another."""
    result = list(positions)
    order = sorted(range(len(positions)), key=lambda n: positions[n])
    for above, below in pairwise(order):
        result[below] = max(result[below], result[above] + least)
    return result


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="#ddd"/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(text)}</text>'
