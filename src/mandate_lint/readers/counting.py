"""How word processors write a number: the number formats of OOXML."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLAIN = ("〇一二三四五六七八九", "十百千", "零")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "零")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "零")


def written(style: str, value: int, pattern: str = "") -> str:
    """Return `value` in an OOXML number format; `pattern` is the sample of a custom format."""
    if style == "custom":
        sample = pattern.split(",")[0].strip()
        return str(value).zfill(len(sample) if sample.isdigit() else 1)
    return _FORMATS.get(style, str)(value)


def _counted(value: int, digits: str, units: str, zero: str, *, drops_one: bool) -> str:
    """Return 1 to 9999 in Chinese counting; others as digits one by one."""
    if not 0 < value < 10_000:
        return _digits(value, digits)
    text, is_pending = "", False
    for power in (3, 2, 1, 0):
        digit, value = divmod(value, 10**power)
        if digit:
            text += (zero if is_pending else "") + digits[digit] + (units[power - 1] if power else "")
            is_pending = False
        else:
            is_pending = bool(text)
    return text[1:] if drops_one and text.startswith(digits[1] + units[0]) else text


def _digits(value: int, digits: str = "〇一二三四五六七八九") -> str:
    return "".join(digits[int(c)] for c in str(abs(value)))


def _chinese(value: int) -> str:
    """Chinese counting up to 99; from 100 on digit by digit, as Word writes it."""
    return _thousand(value) if value < 100 else _digits(value, "○一二三四五六七八九")


def _thousand(value: int) -> str:
    return _counted(value, *_PLAIN, drops_one=True)


def _roman(value: int) -> str:
    if not 0 < value < 5000:
        return str(value)
    text = ""
    for amount, letters in _ROMAN:
        times, value = divmod(value, amount)
        text += letters * times
    return text


def _letter(value: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 600 else str(value)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


def _run_of(first: int, count: int) -> Callable[[int], str]:
    return _one_of("".join(chr(first + i) for i in range(count)))


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _thousand,
    "koreanCounting": _thousand,
    "ideographDigital": _digits,
    "taiwaneseDigital": lambda value: _digits(value, "○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda value: _counted(value, *_LEGAL, drops_one=False),
    "ideographLegalTraditional": lambda value: _counted(value, *_LEGAL_TRADITIONAL, drops_one=False),
    "japaneseLegal": lambda value: _counted(value, *_LEGAL_TRADITIONAL, drops_one=False),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": lambda value: _digits(value, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda value: _digits(value, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _run_of(0x2460, 20),
    "decimalEnclosedCircleChinese": _run_of(0x2460, 20),
    "decimalEnclosedParen": _run_of(0x2474, 20),
    "decimalEnclosedFullstop": _run_of(0x2488, 20),
    "ideographEnclosedCircle": _run_of(0x3280, 10),
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
    "bullet": lambda value: "",
}  # fmt: skip
