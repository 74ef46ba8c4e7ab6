"""What a camera reads in a small QR square (one block of bytes, up to version 3-M), without error correction: every module must be right."""

MASKS = (
    lambda y, x: (y + x) % 2, lambda y, x: y % 2, lambda y, x: x % 3, lambda y, x: (y + x) % 3, lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3, lambda y, x: (y * x % 2 + y * x % 3) % 2, lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)  # fmt: skip


def read(dark: set[tuple[int, int]], size: int) -> str:
    """The text in the modules; `dark` are (row, column) of a square of `size` without its margin."""
    mask = MASKS[sum((((8, x) in dark) ^ (x != 3)) << 4 - x for x in (2, 3, 4))]
    bits = "".join(str(int(((y, x) in dark) ^ (mask(y, x) == 0))) for y, x in path(size))
    assert bits[:4] == "0100", "bytes"
    length = int(bits[4:12], 2)
    return bytes(int(bits[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()


def path(size: int) -> list[tuple[int, int]]:
    """The modules that carry data, in the order they are read: two columns at a time, up and down from the lower right."""
    columns = [x for x in range(size - 1, 0, -2) if x > 6] + [5, 3, 1]
    return [
        (y, x)
        for turn, right in enumerate(columns)
        for y in (range(size - 1, -1, -1) if turn % 2 == 0 else range(size))
        for x in (right, right - 1)
        if not is_fixed(y, x, size)
    ]


def is_fixed(y: int, x: int, size: int) -> bool:
    corner = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    alignment = size > 21 and abs(y - (size - 7)) <= 2 and abs(x - (size - 7)) <= 2
    return corner or alignment or y == 6 or x == 6
