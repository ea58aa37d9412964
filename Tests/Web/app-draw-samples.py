#!/usr/bin/env python3
"""Draws the sample pictures of the project templates: phantoms that are plainly synthetic and say so.

Needs Playwright, Pillow and Chromium:  python Tests/Web/app-draw-samples.py
"""

import io
import math
import pathlib
import random

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/WebApp/public/templates/samples"
SIDE = 640


def frame(body, background, ink="#fff"):
    """A whole picture: drawing, and the words that nobody may overlook."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" viewBox="0 0 100 100">
<defs><filter id="b1"><feGaussianBlur stdDeviation=".35"/></filter><filter id="b2"><feGaussianBlur stdDeviation="1.2"/></filter>
<filter id="b3"><feGaussianBlur stdDeviation="3"/></filter></defs>
<rect width="100" height="100" fill="{background}"/>{body}
<text x="98" y="98" text-anchor="end" font-family="sans-serif" font-size="2.4" fill="{ink}" opacity=".8">SYNTHETIC PHANTOM</text></svg>"""


def chest():
    ribs = "".join(
        f'<path d="M46 {24 + 8 * i}C{36 - i} {19 + 8 * i} {24 - i} {26 + 9 * i} {19 - i} {38 + 9 * i}"/>'
        f'<path d="M54 {24 + 8 * i}c{10 + i}-5 {22 + i} 2 {27 + i} 14"/>'
        for i in range(6)
    )
    return frame(
        f"""<g filter="url(#b3)"><path d="M14 104C10 72 14 34 34 20L44 8h12l10 12c20 14 24 52 20 84z" fill="#8d8d8d"/></g>
<g filter="url(#b2)"><path d="M44 26C30 26 20 50 19 78c0 6 8 5 14 3 6-2 12-1 13-6 1-12 3-40-2-49z" fill="#1b1b1b"/>
<path d="M57 26c14 0 23 24 24 46 0 5-5 3-9 1-6-2-8-5-12-11-4-6-6-34-3-36z" fill="#1b1b1b"/>
<path d="M47 42c-4 12-5 26-3 38l24 2c7-6 3-16-4-22-5-6-9-10-10-18z" fill="#c4c4c4"/><path d="M46.500 4h7v94h-7z" fill="#cfcfcf" opacity=".6"/>
<path d="M16 98c4-14 22-18 34-12 14-6 30-6 34 10v6H16z" fill="#b5b5b5"/><ellipse cx="33" cy="46" rx="3" ry="2.600" fill="#9c9c9c"/></g>
<g fill="none" stroke="#bdbdbd" stroke-width="1.300" opacity=".28" filter="url(#b1)">{ribs}</g>
<text x="6" y="10" font-family="sans-serif" font-size="4" fill="#ddd">R</text>""",
        "#060606",
    )


def fundus():
    rng = random.Random(7)
    vessels = "".join(
        f'<path d="M68 48C{60 - 6 * k} {48 + s * (10 + 5 * k)} {46 - 6 * k} {48 + s * (20 + 6 * k)} {26 - 3 * k} {48 + s * (22 + 8 * k)}" stroke-width="{1.3 - .3 * k}"/>'
        f'<path d="M68 48c{4 + k} {s * (6 + 3 * k)} {9 + k} {s * (14 + 3 * k)} {16} {s * (20 + 4 * k)}" stroke-width="{1 - .25 * k}"/>'
        for s in (-1, 1)
        for k in range(3)
    )
    dots = "".join(f'<circle cx="{rng.uniform(26, 60):.1f}" cy="{rng.uniform(24, 76):.1f}" r="{rng.uniform(.35, .8):.2f}"/>' for _ in range(16))
    hard = "".join(f'<circle cx="{40 + rng.gauss(0, 3):.1f}" cy="{60 + rng.gauss(0, 2):.1f}" r="{rng.uniform(.4, .9):.2f}"/>' for _ in range(14))
    return frame(
        f"""<radialGradient id="r" cx=".55" cy=".48"><stop offset="0" stop-color="#d9772f"/><stop offset=".7" stop-color="#b04a1c"/><stop offset="1" stop-color="#5a1f0d"/></radialGradient>
<circle cx="50" cy="50" r="45" fill="url(#r)"/><ellipse cx="68" cy="48" rx="5.500" ry="6.200" fill="#f4cf8a" filter="url(#b1)"/>
<ellipse cx="42" cy="50" rx="7" ry="7" fill="#7c2c12" opacity=".6" filter="url(#b2)"/>
<g fill="none" stroke="#7a1710" stroke-linecap="round" filter="url(#b1)">{vessels}</g><g fill="#6d0f0a">{dots}</g><g fill="#f3dd8d">{hard}</g>
<ellipse cx="55" cy="70" rx="2.600" ry="1.800" fill="#5c0b08" filter="url(#b1)"/>""",
        "#050302",
    )


def histology():
    rng = random.Random(3)
    cells = []
    for _ in range(230):
        x, y, a = rng.uniform(0, 100), rng.uniform(0, 100), rng.uniform(0, 180)
        w, hgt = rng.choice([(1.9, 1.4), (1.5, 1.4), (2.6, .8)])
        cells.append(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{w}" ry="{hgt}" fill="{rng.choice(["#6b4a9a", "#7d5aa8", "#5a3d86"])}" transform="rotate({a:.0f} {x:.1f} {y:.1f})"/>')
    for x, y in [(28, 36), (64, 22), (74, 66), (40, 78)]:
        cells.append(f'<g transform="translate({x} {y}) rotate({rng.uniform(0, 90):.0f})"><circle r="3.200" fill="#efd9e8"/><path d="M-2-.9h4M-2 .9h4" stroke="#33195c" stroke-width=".9" stroke-linecap="round"/></g>')
    fibres = "".join(f'<path d="M{-5} {10 * k + rng.uniform(0, 8):.1f}C30 {10 * k - 6} 60 {10 * k + 14} 105 {10 * k + rng.uniform(0, 8):.1f}"/>' for k in range(11))
    return frame(f'<g fill="none" stroke="#d88db4" stroke-width="2.400" opacity=".45" filter="url(#b1)">{fibres}</g><g filter="url(#b1)">{"".join(cells)}</g>', "#f0cfe0", "#3a1c3f")


def skin():
    rng = random.Random(11)
    points = []
    for k in range(26):
        angle = 2 * math.pi * k / 26
        radius = 21 + 4.5 * math.sin(3 * angle) + rng.uniform(-1.6, 1.6)
        points.append(f"{50 + radius * math.cos(angle):.1f},{49 + .82 * radius * math.sin(angle):.1f}")
    spots = "".join(f'<circle cx="{rng.uniform(0, 100):.1f}" cy="{rng.uniform(0, 100):.1f}" r="{rng.uniform(.2, .6):.2f}"/>' for _ in range(120))
    ticks = "".join(f'<path d="M{10 + 4 * k} 92v-{3 if k % 5 == 0 else 1.8}"/>' for k in range(16))
    return frame(
        f"""<radialGradient id="s"><stop offset="0" stop-color="#e8b895"/><stop offset="1" stop-color="#c98f6b"/></radialGradient><rect width="100" height="100" fill="url(#s)"/>
<g fill="#a9714f" opacity=".45">{spots}</g><polygon points="{' '.join(points)}" fill="#6a3a22" filter="url(#b2)"/>
<ellipse cx="44" cy="45" rx="9" ry="7" fill="#3a1c11" filter="url(#b2)"/><ellipse cx="60" cy="55" rx="6" ry="5" fill="#8e4a36" filter="url(#b2)"/>
<path d="M8 92h66" stroke="#222" stroke-width=".5"/><g stroke="#222" stroke-width=".4">{ticks}</g>""",
        "#d9a27c",
        "#2b1408",
    )


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        for draw in (chest, fundus, histology, skin):
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{draw()}")
            picture = Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")
            picture.save(FOLDER / f"{draw.__name__}.webp", quality=80, method=6)
        browser.close()


if __name__ == "__main__":
    main()
