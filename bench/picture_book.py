"""Numbers → a made-up book with photos as cameras and screens make them, drawings, and formulas."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image

CHAPTERS = 20
FORMULAS = (
    r"\frac{{{a}}}{{x + {b}}}",
    r"\sum_{{i={a}}}^{{{b}}} x_i^2",
    r"\begin{{aligned}}y &= {a}x\\ &= {b}z\end{{aligned}}",
)


def photo(size: tuple[int, int], seed: int) -> Image.Image:
    """A picture with soft areas, edges and grain, so that its file is as large as that of a photo."""
    dice = random.Random(seed)  # noqa: S311 - a made-up picture, no secret
    soft = Image.effect_noise((size[0] // 40, size[1] // 40), 90).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 18)
    bands = [Image.blend(soft.rotate(dice.randrange(4) * 180), grain, 0.3) for _band in range(3)]
    return Image.merge("RGB", bands)


def files(photos: int) -> dict[str, bytes]:
    """Name → the bytes of a picture: PNG of a screen, JPEG of a camera (12 megapixels), WebP, SVG, in turn."""
    kinds = (("png", (1000, 700)), ("jpg", (4000, 3000)), ("jpg", (1600, 1200)), ("webp", (1200, 800)))
    made: dict[tuple[int, int], list[bytes]] = {}
    found = {}
    for number in range(photos):
        kind, size = kinds[number % len(kinds)]
        if number % 10 == 9:
            found[f"p{number}.svg"] = drawing(number)
            continue
        several = made.setdefault((number % len(kinds), number // len(kinds) % 4), [])
        if not several:
            out = io.BytesIO()
            photo(size, number).save(out, {"jpg": "JPEG"}.get(kind, kind.upper()), quality=90)
            several.append(out.getvalue())
        found[f"p{number}.{kind}"] = several[0] + b"\0" * number if kind == "jpg" else several[0]
    return found


def drawing(number: int) -> bytes:
    """A drawing of two hundred lines."""
    lines = "".join(f'<path d="M0 {y} L{100 + number} {y * 2}" stroke="#456"/>' for y in range(200))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{lines}</svg>'.encode()


def write_picture_book(folder: Path, photos: int = 200, formulas: int = 300) -> None:
    """Write the book into a folder."""
    pictures = files(photos)
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    names = list(pictures)
    for chapter in range(CHAPTERS):
        parts = [f"# Chapter {chapter}"]
        for number in range(chapter, max(photos, formulas), CHAPTERS):
            if number < photos:
                parts.append(f"Words about what is shown.\n\n![Picture {number}]({names[number]})")
            if number < formulas:
                tex = FORMULAS[number % len(FORMULAS)].format(a=number, b=number % 7)
                parts.append(f"Words about ${tex if number % 3 != 2 else 'x'}$:\n\n$$\n{tex}\n$$")
        (folder / f"c{chapter}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    listed = "\n".join(f"c{chapter}" for chapter in range(CHAPTERS))
    (folder / "index.md").write_text(f"# Pictures\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    (folder / "conf.py").write_text(
        'project = "Pictures"\nextensions = ["myst_parser"]\nmyst_enable_extensions = ["dollarmath"]\n',
        encoding="utf-8",
    )
