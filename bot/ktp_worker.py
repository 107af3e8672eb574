"""Read the lines of one photographed card, JPEG on stdin to JSON on stdout, in limits of its own.

Out comes {"lines": [[text, score, [x, y] of its four corners …] …]}, upright and in pixels; or
{"refused": "small" | "dark" | "blurred" | "glare" | "no_card" | "not_a_picture"}.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
if __name__ == "__main__":
    os.environ.update(ALONE)  # before NumPy: the process may start no threads
    sys.path.append(str(Path(__file__).parents[1]))

from bot.picture_worker import MAX_INPUT, limit  # noqa: E402 - found by the line above

LIMITS = (
    (resource.RLIMIT_AS, 1_200_000_000),  # one thread takes 0,75 GB at its peak
    (resource.RLIMIT_CPU, 20),  # seconds; two readings of a large photo take eight
    (resource.RLIMIT_NOFILE, 64),  # the libraries of OpenCV and ONNX while they load
    (resource.RLIMIT_FSIZE, 0),  # writes no file at all
    (resource.RLIMIT_NPROC, 0),  # starts no process and no thread (unless run as root)
    (resource.RLIMIT_CORE, 0),  # a crash leaves no picture behind
)

# Before reading, only what no reader could read; after it, why perhaps nothing was found.
SMALLEST = 480  # pixels of the longer side: the digits of a card that fills it are 15 high
NIGHT, DUSK = 22.0, 70.0  # mean brightness of 255
FLAT, SOFT = 6.0, 60.0  # variance of the Laplacian at MEASURED pixels: no edge at all, soft edges
WHITE, WASHED = 250, 0.03  # brightness of a lamp's spot, and its share of the picture
MEASURED = 1000  # pixels of the longer side, so that one blur gives one number

DETECTED = 960  # pixels that lines are looked for in; they are read at full size
LARGEST = 2000  # pixels, as `bot.picture_worker` leaves them
FEWEST_LINES = 4  # fewer are no card, whichever side is up
PRINTED = (
    *("provinsi", "kabupaten", "nama", "lahir", "kelamin", "darah", "alamat", "rtrw", "desa"),
    *("kecamatan", "agama", "status", "pekerjaan", "warga", "berlaku", "hidup"),
)
FEWEST_PRINTED = 3  # of these words: a card upside down gives none, but sixteen digits
TALL = 1.5  # height to width from which the reader turns a line by itself
DIGITS = 14  # of a NIK, when the rest was read as letters
READER = {
    "Global.use_cls": False,  # its 0/180 classifier turns OCR-A digits upside down (INPUT.md)
    "Global.log_level": "critical",
    "Global.max_side_len": LARGEST,
    "Det.limit_type": "max",
    "Det.limit_side_len": DETECTED,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}

Pixels = Any  # a NumPy array, height × width × 3 of uint8
Line = tuple[str, float, list[list[float]]]


def main() -> int:
    """Read a picture and answer in one JSON line; gives the exit code."""
    limit(LIMITS)
    answer = read(sys.stdin.buffer.read(MAX_INPUT + 1))
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    return 0


def read(data: bytes) -> dict[str, Any]:
    """The lines of the card, or why there are none."""
    import cv2
    import numpy

    cv2.setNumThreads(1)
    pixels = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR) if data else None
    if pixels is None:
        return {"refused": "not_a_picture"}
    if code := hopeless(pixels):
        return {"refused": code}
    lines = upright_lines(pixels)
    if not any(map(holds_nik, lines)):
        return {"refused": troubled(pixels) or "no_card", "lines": lines}
    return {"lines": lines}


def hopeless(pixels: Pixels) -> str | None:
    """Why no reader could read it, before any tries."""
    if max(pixels.shape[:2]) < SMALLEST:
        return "small"
    mean, sharp, _ = measured(pixels)
    if mean < NIGHT:
        return "dark"
    return "blurred" if sharp < FLAT else None


def troubled(pixels: Pixels) -> str | None:
    """What probably kept it from being read."""
    mean, sharp, white = measured(pixels)
    if mean < DUSK:
        return "dark"
    if sharp < SOFT:
        return "blurred"
    return "glare" if white > WASHED else None


def measured(pixels: Pixels) -> tuple[float, float, float]:
    """Mean brightness, variance of the Laplacian, and the share of white."""
    import cv2

    factor = MEASURED / max(pixels.shape[:2])
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    if factor < 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    sharp = cv2.Laplacian(grey, cv2.CV_64F).var()
    return float(grey.mean()), float(sharp), float((grey >= WHITE).mean())


def upright_lines(pixels: Pixels) -> list[Line]:
    """The lines with the card upright: read as it is, and once more where it is no card so."""
    import numpy
    from rapidocr import RapidOCR

    reader = RapidOCR(params=READER)
    lines = lines_of(reader, pixels)
    sideways = 2 * sum(map(is_tall, lines)) > len(lines)
    if any(map(holds_nik, lines)) and printed_words(lines) >= FEWEST_PRINTED:
        return [turned(each, pixels.shape[1]) for each in lines] if sideways else lines
    if len(lines) < FEWEST_LINES:
        return lines
    # Tall lines were read after a quarter turn to the left; if that was wrong, it is to the right.
    again = lines_of(reader, numpy.rot90(pixels, 3 if sideways else 2).copy())
    first = [turned(each, pixels.shape[1]) for each in lines] if sideways else lines
    return max(again, first, key=clearness)


def lines_of(reader: Any, pixels: Pixels) -> list[Line]:
    """What the reader finds: text, score, four corners."""
    found = reader(pixels)
    if found.boxes is None or found.txts is None:
        return []
    return [
        (str(text), round(float(score), 3), [[round(float(v), 1) for v in at] for at in box])
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


def is_tall(line: Line) -> bool:
    """Whether the reader turned this line a quarter to the left before it read it."""
    (x0, y0), (x1, y1), _, (x3, y3) = line[2]
    wide = (x1 - x0) ** 2 + (y1 - y0) ** 2
    high = (x3 - x0) ** 2 + (y3 - y0) ** 2
    return high >= TALL**2 * wide


def turned(line: Line, width: int) -> Line:
    """The line as it lies after the picture's quarter turn to the left."""
    text, score, box = line
    a, b, c, d = ([y, width - x] for x, y in box)
    return text, score, [b, c, d, a]


def holds_nik(line: Line) -> bool:
    """Whether the line is nothing but a long number."""
    signs = [sign for sign in line[0] if sign.isalnum()]
    digits = sum(sign.isdigit() for sign in signs)
    return digits >= DIGITS and len(signs) <= 20


def printed_words(lines: list[Line]) -> int:
    """How many of the words that every card has printed on it were read."""
    text = " ".join("".join(filter(str.isalpha, line[0])).lower() for line in lines)
    return sum(word in text for word in PRINTED)


def clearness(lines: list[Line]) -> tuple[int, float]:
    """Which of two readings is better: the one with more of a card's words, else the surer one."""
    return printed_words(lines), sum(score for _, score, _ in lines) / max(len(lines), 1)


if __name__ == "__main__":
    sys.exit(main())
