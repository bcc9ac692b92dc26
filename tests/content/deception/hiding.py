"""Everything in Unicode that hides, reorders or leaves a blank where a letter seems to be, and words to hide it in."""

RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "bidi controls": ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)),
    "joiners": ((0x200C, 0x200D),),
    "zero width and invisible operators": ((0x200B, 0x200B), (0x2060, 0x2065), (0xFEFF, 0xFEFF), (0x180E, 0x180E)),
    "deprecated format controls": ((0x206A, 0x206F),),
    "soft hyphen and grapheme joiner": ((0x00AD, 0x00AD), (0x034F, 0x034F)),
    "Hangul fillers": ((0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
    "Khmer inherent vowels": ((0x17B4, 0x17B5),),
    "blank letters and signs": ((0x2800, 0x2800), (0x1D159, 0x1D159), (0x16FE4, 0x16FE4)),
    "variation selectors": ((0xFE00, 0xFE0F), (0x180B, 0x180D), (0x180F, 0x180F), (0xE0100, 0xE01EF)),
    "tags": ((0xE0000, 0xE007F),),
    "unassigned ignorables": ((0xFFF0, 0xFFF8), (0xE0080, 0xE00FF), (0xE01F0, 0xE0FFF)),
    "annotation anchors and object": ((0xFFF9, 0xFFFC),),
    "line and paragraph separators": ((0x2028, 0x2029),),
    "C0 but tab and line feed": ((0x00, 0x08), (0x0B, 0x1F)),
    "delete and C1": ((0x7F, 0x9F),),
    "shorthand and music controls": ((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A)),
    "noncharacters": (
        (0xFDD0, 0xFDEF),
        *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
    ),
    "broken surrogates": ((0xD800, 0xDFFF),),
}  # fmt: skip

WORDS: dict[str, tuple[str, str]] = {
    "Latin": ("pay", "pal"),
    "Latin with marks": ("čše", "ňův"),
    "Vietnamese": ("tiế", "ng"),
    "Greek": ("λόγ", "ος"),
    "Cyrillic": ("сло", "во"),
    "Armenian": ("բա", "ռը"),
    "Georgian": ("სიტ", "ყვა"),
    "Hebrew": ("של", "ום"),
    "Arabic": ("مرح", "با"),
    "Devanagari": ("नम", "कार"),
    "Bengali": ("ভা", "ষা"),
    "Tamil": ("தமி", "ழ்"),
    "Thai": ("ภา", "ษา"),
    "Khmer": ("ភា", "សា"),
    "Han": ("語", "言"),
    "Kana": ("こと", "ば"),
    "Hangul": ("한국", "어로"),
    "Ethiopic": ("አማ", "ርኛ"),
    "digits": ("12", "34"),
    "signs": ("!?", "--"),
}

HONEST: dict[str, frozenset[int]] = {
    "Arabic": frozenset({0x200C, 0x200D, 0x061C, 0x200E, 0x200F}),
    "Hebrew": frozenset({0x061C, 0x200E, 0x200F}),
    "Devanagari": frozenset({0x200C, 0x200D}),
    "Bengali": frozenset({0x200C, 0x200D}),
    "Tamil": frozenset({0x200C, 0x200D}),
    "Khmer": frozenset({0x200B, 0x200C, 0x200D}),
    "Thai": frozenset({0x200B}),
    "Han": frozenset({0xFE00, 0xFE01, 0xFE02, *range(0xE0100, 0xE01F0)}),
}
"""What belongs into a word of that script and may stand there unmarked: spelling, line breaks, registered letter
forms."""
