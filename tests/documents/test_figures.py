"""Figures are read alike in the three languages."""

import pytest

from .figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000 square metres", {"2000"}),
        ("2 000 mètres", {"2000"}),
        ("2\u00a0000 mètres", {"2000"}),
        ("100\u202f000 jeunes", {"100000"}),
        ("1,250,000 and 12,5", {"1250000", "12.5"}),
        ("٢٬٠٠٠ متر", {"2000"}),
        ("1,4 milliard", {"1.4"}),
        ("1.40 billion", {"1.4"}),
        ("١٫٤ مليار", {"1.4"}),
        ("17.9 to 40 billion", {"17.9", "40"}),
        ("42%, 43 % et 44\u202f%", {"42%", "43%", "44%"}),
        ("٤٢٪", {"42%"}),
        ("42 percent, 43 per cent, 44 pour cent", {"42%", "43%", "44%"}),
        ("42 في المائة و43 بالمئة", {"42%", "43%"}),
        ("35 و25 مليون، ب10 ملايين", {"35", "25", "10"}),
        ("le 98e rang, the 26th rank", {"98", "26"}),
        ("loi 09-08, résolution 78/265", {"09", "08", "78", "265"}),
        ("en 2025 300 personnes", {"2025", "300"}),
        ("UM6P, D4SD, X.0, Le360 و«لو360»", set()),
        ("le 12 septembre 2025", {"2025-09-12"}),
        ("on 12 September 2025", {"2025-09-12"}),
        ("يوم ١٢ شتنبر ٢٠٢٥", {"2025-09-12"}),
        ("1er août 2025 / 2 غشت 2025", {"2025-08-01", "2025-08-02"}),
        ("en juillet 2025, ماي 2026, December 2018", {"2025-07", "2026-05", "2018-12"}),
        ("du 31 mai au 2 juin 2023", {"2023-05-31", "2023-06-02"}),
        ("on 16 February 2019, cancelled on 5 February", {"2019-02-16", "2019-02-05"}),
        ("2025-07-01/2025-07-02, 2024-09", {"2025-07-01", "2025-07-02", "2024-09"}),
        ("it may be 1136-1206 in march", {"1136", "1206"}),
    ],
)
def test_figures(text: str, expected: set[str]) -> None:
    assert figures(text) == expected
