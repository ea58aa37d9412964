"""Draws the pictures of the templates: phantoms of ellipses, nobody's body. Needs NumPy and Pillow; writes into the folder named."""

import pathlib
import sys

import numpy
from PIL import Image

SIZE = 512
ROWS, COLUMNS = numpy.mgrid[0:SIZE, 0:SIZE] / SIZE
RANDOM = numpy.random.default_rng(7)


def ellipse(x, y, rx, ry, turn=0.0):
    angle = numpy.radians(turn)
    u = (COLUMNS - x) * numpy.cos(angle) + (ROWS - y) * numpy.sin(angle)
    v = -(COLUMNS - x) * numpy.sin(angle) + (ROWS - y) * numpy.cos(angle)
    return (u / rx) ** 2 + (v / ry) ** 2 < 1


def finish(grey, noise):
    grey = grey + RANDOM.normal(0, noise, grey.shape)
    # A little blur, so that edges look scanned.
    for axis in (0, 1):
        grey = (numpy.roll(grey, 1, axis) + 2 * grey + numpy.roll(grey, -1, axis)) / 4
    return Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))


def lungs():
    grey = numpy.zeros((SIZE, SIZE))
    grey[ellipse(0.5, 0.52, 0.46, 0.34)] = 120
    grey[ellipse(0.5, 0.52, 0.43, 0.31)] = 150
    for x in (0.3, 0.7):
        grey[ellipse(x, 0.5, 0.15, 0.24)] = 18
        for _ in range(40):
            dx, dy = RANDOM.uniform(-0.12, 0.12), RANDOM.uniform(-0.2, 0.2)
            if (dx / 0.14) ** 2 + (dy / 0.22) ** 2 < 1:
                grey[ellipse(x + dx, 0.5 + dy, 0.006, 0.006)] = 110
    grey[ellipse(0.5, 0.74, 0.06, 0.055)] = 225
    grey[ellipse(0.52, 0.5, 0.06, 0.1)] = 165
    grey[ellipse(0.26, 0.42, 0.026, 0.024)] = 140
    grey[ellipse(0.74, 0.6, 0.009, 0.009)] = 130
    return finish(grey, 7)


def abdomen():
    grey = numpy.zeros((SIZE, SIZE))
    grey[ellipse(0.5, 0.52, 0.46, 0.35)] = 70
    grey[ellipse(0.5, 0.52, 0.42, 0.31)] = 105
    grey[ellipse(0.31, 0.46, 0.2, 0.2, -20)] = 160
    grey[ellipse(0.76, 0.5, 0.08, 0.12, 25)] = 170
    grey[ellipse(0.33, 0.66, 0.055, 0.075)] = 185
    grey[ellipse(0.68, 0.68, 0.055, 0.075)] = 185
    grey[ellipse(0.48, 0.58, 0.034, 0.034)] = 200
    grey[ellipse(0.5, 0.73, 0.07, 0.06)] = 230
    grey[ellipse(0.36, 0.42, 0.038, 0.034)] = 120
    grey[ellipse(0.42, 0.55, 0.04, 0.025, 30)] = 90
    return finish(grey, 6)


def brain(sequence):
    brightness = {"t1": (120, 90, 75, 70, 60), "t1c": (120, 90, 80, 205, 55), "t2": (120, 150, 200, 175, 220), "flair": (110, 125, 215, 160, 95)}
    tissue, white, oedema, rim, core = brightness[sequence]
    grey = numpy.zeros((SIZE, SIZE))
    grey[ellipse(0.5, 0.5, 0.38, 0.46)] = 210
    grey[ellipse(0.5, 0.5, 0.355, 0.435)] = 25
    grey[ellipse(0.5, 0.5, 0.335, 0.415)] = tissue
    grey[ellipse(0.5, 0.5, 0.27, 0.34)] = white
    for x in (0.46, 0.54):
        grey[ellipse(x, 0.48, 0.025, 0.1)] = 230 if sequence == "t2" else 20
    grey[ellipse(0.65, 0.38, 0.11, 0.12)] = oedema
    grey[ellipse(0.66, 0.38, 0.06, 0.065)] = rim
    grey[ellipse(0.66, 0.38, 0.035, 0.038)] = core
    return finish(grey, 5).resize((256, 256))


def breast(view):
    grey = numpy.zeros((SIZE, SIZE))
    shape = ellipse(0.0, 0.5, 0.62, 0.4) if view.endswith("cc") else ellipse(0.0, 0.46, 0.62, 0.46, 12)
    grey[shape] = 80
    for _ in range(60):
        x, y = RANDOM.uniform(0.05, 0.45), RANDOM.uniform(0.25, 0.72)
        grey[ellipse(x, y, RANDOM.uniform(0.02, 0.08), 0.012, RANDOM.uniform(-60, 60)) & shape] += 14
    if view.endswith("mlo"):
        grey[(COLUMNS + ROWS * 0.45 < 0.3)] = 190
    if view.startswith("l"):
        grey[ellipse(0.3, 0.42, 0.035, 0.032)] = 205
    image = finish(grey, 5)
    image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if view.startswith("r") else image
    return image.resize((320, 320))


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    pictures = {"ct-lungs": lungs(), "ct-abdomen": abdomen()}
    pictures |= {f"mr-{name}": brain(name) for name in ("t1", "t1c", "t2", "flair")}
    pictures |= {f"mg-{view}": breast(view) for view in ("rcc", "lcc", "rmlo", "lmlo")}
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.webp", quality=62, method=6)
