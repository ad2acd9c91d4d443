"""Lines on two logarithmic axes, as SVG that is readable in black and white: lines differ by dashes and by labels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 200, 20, 50
DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2", "1 4")
_LEAST_BETWEEN_LABELS = 15


def log_log(across: str, up: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Return a drawing of named lines of (x, y), all greater than 0, with the axes' names."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    left, right = math.log10(min(xs)), max(math.log10(max(xs)), math.log10(min(xs)) + 1e-9)
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def place(x: float, y: float) -> tuple[float, float]:
        share_x, share_y = (math.log10(x) - left) / (right - left), (math.log10(y) - low) / max(1, high - low)
        return LEFT + share_x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - share_y * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"',
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low, high + 1):
        _, y = place(10**left, 10.0**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,.6g}</text>')
    for x_value in sorted(set(xs)):
        x, _ = place(x_value, 10.0**low)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ccc"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{x_value:,.0f}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>')
    turned = f"translate(16 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"
    parts.append(f'<text transform="{turned}" text-anchor="middle">{escape(up)}</text>')
    ends = {name: place(*max(points))[1] for name, points in lines.items()}
    labels = dict(_apart(ends))
    for dash, (name, points) in zip(DASHES, lines.items(), strict=False):
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in sorted(points)))
        stroke = f'stroke="black" stroke-width="2" stroke-dasharray="{dash}"'
        parts.append(f'<polyline points="{drawn}" fill="none" {stroke}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in (place(*point) for point in sorted(points))]
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{labels[name] + 4:.1f}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(ends: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield the height of each label: its line's end, or below the label above it."""
    lowest = -math.inf
    for name, y in sorted(ends.items(), key=lambda end: end[1]):
        lowest = max(y, lowest + _LEAST_BETWEEN_LABELS)
        yield name, lowest
