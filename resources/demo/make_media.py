"""Draws the pictures of the demo world: chats in several scripts, posters, abstract photographs.

Run it again after changing a text: `python resources/demo/make_media.py [folder]`. The same seed gives the same
pictures on a machine with the same fonts; the files are kept in the repository, so that nobody needs the fonts.
Every name, text and number is made up. A picture's id in the cases is its file name without the ending.
"""

import math
import random
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts")
LIMIT = 60 * 1024
"""No picture may be larger, in bytes: the repository carries them all."""

FACES = {
    "latin": "truetype/noto/NotoSans-Regular.ttf",
    "bold": "truetype/noto/NotoSans-Bold.ttf",
    "arabic": "truetype/noto/NotoNaskhArabic-Regular.ttf",
    "hebrew": "truetype/dejavu/DejaVuSans.ttf",
    "thai": "truetype/noto/NotoSansThai-Regular.ttf",
    "hindi": "truetype/noto/NotoSansDevanagari-Regular.ttf",
    "cjk": "opentype/noto/NotoSansCJK-Regular.ttc",
}
FALLBACK = {"latin": "truetype/dejavu/DejaVuSans.ttf", "bold": "truetype/dejavu/DejaVuSans-Bold.ttf"}
CJK_INDEX = {"ja": 0, "ko": 1, "zh": 2}


class Line(Struct, frozen=True):
    """One bubble of a chat: on the right when `mine`, in this face, broken into lines by hand."""

    mine: bool
    face: str
    text: str


class Chat(Struct, frozen=True):
    """A screenshot of an invented outside chat tool, as chats.json tells it."""

    file: str
    title: str
    face: str
    lines: tuple[Line, ...]
    variant: str = "ja"


def font(face: str, size: int, variant: str = "ja") -> ImageFont.FreeTypeFont:
    """A face at a size in pixels. Raises OSError when the machine lacks it."""
    index = CJK_INDEX[variant] if face == "cjk" else 0
    path = FONTS / FACES[face]
    return ImageFont.truetype(
        str(path if path.exists() else FONTS / FALLBACK.get(face, FACES[face])), size, index
    )


def draw_chat(chat: Chat) -> Image.Image:
    """The chat as a phone shows it: a bar with the name, bubbles left and right, a time under each."""
    width, pad = 420, 14
    picture = Image.new("RGB", (width, 1200), "#e8edf2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, 58), fill="#35556e")
    draw.ellipse((14, 11, 50, 47), fill="#c9d8e4")
    draw.text((64, 29), chat.title, font=font(chat.face, 20, chat.variant), fill="white", anchor="lm")
    top, minute = 76, 12
    for line in chat.lines:
        face = font(line.face, 18, chat.variant)
        right_to_left = line.face in ("arabic", "hebrew")
        box = draw.multiline_textbbox((0, 0), line.text, font=face, spacing=6)
        wide, high = int(box[2] - box[0]) + 2 * pad, int(box[3]) + 2 * pad
        left = width - wide - 16 if line.mine else 16
        draw.rounded_rectangle(
            (left, top, left + wide, top + high), 14, fill="#cfe8cf" if line.mine else "white"
        )
        draw.multiline_text(
            (left + pad - box[0], top + pad - 2),
            line.text,
            font=face,
            fill="#1c2630",
            spacing=6,
            align="right" if right_to_left else "left",
        )
        top += high + 4
        draw.text((left + 6, top), f"21:{minute:02d}", font=font("latin", 12), fill="#66737f")
        top, minute = top + 24, minute + 3
    return picture.crop((0, 0, width, top + 8))


def centred(
    draw: ImageDraw.ImageDraw, top: int, width: int, text: str, face: ImageFont.FreeTypeFont, ink: str
) -> None:
    """One line of text in the middle of a picture."""
    draw.text((width / 2, top), text, font=face, fill=ink, anchor="ma")


def poster_blue_wheel(dice: random.Random) -> Image.Image:
    """A party that does not exist asks for votes, in French."""
    picture = Image.new("RGB", (480, 640), "#f4efe2")
    draw = ImageDraw.Draw(picture)
    for spoke in range(12):
        angle = spoke * math.pi / 6
        draw.line((240, 270, 240 + 150 * math.cos(angle), 270 + 150 * math.sin(angle)), "#2457a6", 8)
    draw.ellipse((90, 120, 390, 420), outline="#2457a6", width=18)
    centred(draw, 40, 480, "LA ROUE BLEUE", font("bold", 44), "#2457a6")
    centred(draw, 460, 480, "Votez pour nous dimanche !", font("bold", 28), "#222222")
    centred(draw, 510, 480, "Les autres tournent en rond.", font("latin", 24), "#222222")
    return picture


def poster_language_cafe(dice: random.Random) -> Image.Image:
    """A meeting is announced, in Swedish."""
    picture = Image.new("RGB", (480, 600), "#2f4b3c")
    draw = ImageDraw.Draw(picture)
    centred(draw, 40, 480, "SPRÅKKAFÉ", font("bold", 56), "#f6e7c1")
    draw.rounded_rectangle((150, 210, 310, 350), 24, fill="#f6e7c1")
    draw.arc((280, 235, 360, 315), -90, 90, "#f6e7c1", 14)
    for steam in (185, 230, 275):
        draw.line([(steam + 8 * math.sin(step / 3), 200 - 4 * step) for step in range(15)], "#f6e7c1", 4)
    for row, text in enumerate(("Varje onsdag kl. 17", "Stadsbiblioteket", "Ta med en mugg!")):
        centred(draw, 400 + 50 * row, 480, text, font("latin", 30), "#f6e7c1")
    return picture


def badge_staff(dice: random.Random) -> Image.Image:
    """What an impostor uses as a profile picture."""
    picture = Image.new("RGB", (320, 320), "#dfe5ec")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 20, 300, 300), fill="#1e3a5f", outline="#c9a227", width=10)
    draw.polygon([(160, 60), (220, 84), (212, 150), (160, 186), (108, 150), (100, 84)], fill="#c9a227")
    centred(draw, 192, 320, "OFFICIAL", font("bold", 26), "white")
    centred(draw, 226, 320, "Safety Office", font("latin", 24), "white")
    return picture


def photo_beach(dice: random.Random) -> Image.Image:
    """A sky, a sea, sand, and somebody very far away."""
    picture = Image.new("RGB", (640, 420))
    draw = ImageDraw.Draw(picture)
    for row in range(420):
        sky, sea, sand = (
            (250 - row // 3, 205 - row // 6, 150 + row // 4),
            (40, 110 + row // 6, 140),
            (226, 203, 158),
        )
        draw.line((0, row, 640, row), sky if row < 200 else sea if row < 290 else sand)
    draw.ellipse((400, 60, 520, 180), fill="#fff3c4")
    for _ in range(160):
        left, row = dice.randrange(640), dice.randrange(205, 288)
        draw.line((left, row, left + dice.randrange(8, 40), row), "#6fb0c0")
    draw.ellipse((212, 262, 222, 272), fill="#54392a")
    draw.line((217, 272, 217, 300), "#2b4a8a", 8)
    draw.line((217, 300, 217, 318), "#54392a", 6)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def photo_statue(dice: random.Random) -> Image.Image:
    """A sketch of a stone torso without detail on a plinth."""
    picture = Image.new("RGB", (420, 560), "#f3f0ea")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((120, 440, 300, 510), fill="#b9b2a6", outline="#5c564c", width=3)
    outline = [
        (150, 440),
        (140, 330),
        (160, 270),
        (125, 180),
        (170, 140),
        (190, 100),
        (230, 100),
        (250, 140),
        (295, 180),
        (262, 270),
        (282, 330),
        (270, 440),
    ]
    draw.polygon(outline, fill="#dcd7cd", outline="#5c564c", width=4)
    for _ in range(90):
        left, top = dice.randrange(150, 265), dice.randrange(180, 430)
        draw.line((left, top, left + 12, top - 12), "#a59f93", 1)
    draw.text((210, 545), "彫刻のスケッチ", font=font("cjk", 18, "ja"), fill="#5c564c", anchor="mb")
    return picture


def photo_book_page(dice: random.Random) -> Image.Image:
    """A page of an invented course book, a little crooked, as a phone sees it."""
    page = Image.new("RGB", (420, 560), "#fbf8ef")
    draw = ImageDraw.Draw(page)
    draw.text((40, 40), "Pelajaran 3: Di pasar", font=font("bold", 28), fill="#333333")
    lines = (
        "Rani: Berapa harga mangga ini?",
        "Penjual: Sepuluh ribu, Bu.",
        "Rani: Boleh kurang?",
        "",
        "Latihan: Isilah titik-titik.",
        "1. Saya ...... dua kilo jeruk.",
        "2. Toko itu ...... jam delapan.",
    )
    for row, text in enumerate(lines):
        draw.text((40, 110 + 44 * row), text, font=font("latin", 20), fill="#333333")
    draw.text((210, 520), "Penerbit Rumah Awan  ·  12", font=font("latin", 16), fill="#777777", anchor="mm")
    table = Image.new("RGB", (520, 660), "#6b4f3a")
    table.paste(page, (50, 50))
    return table.rotate(-4, resample=Image.Resampling.BICUBIC, fillcolor="#6b4f3a")


def photo_notebook(dice: random.Random) -> Image.Image:
    """Handwriting that cannot be read, in a ruled notebook, with green marks."""
    picture = Image.new("RGB", (560, 420), "#f7f4ea")
    draw = ImageDraw.Draw(picture)
    for row in range(50, 400, 34):
        draw.line((0, row, 560, row), "#b9cbe0", 2)
        left = 70
        while left < 500:
            length = dice.randrange(20, 70)
            points = [(left + step, row - 8 + dice.randrange(-8, 6)) for step in range(0, length, 4)]
            draw.line(points, "#22306b", 3, joint="curve")
            left += length + 14
        if dice.random() < 0.4:
            mark = dice.randrange(90, 400)
            draw.line((mark, row + 3, mark + 60, row + 3), "#2e8b57", 4)
    draw.line((56, 0, 56, 420), "#d98c8c", 2)
    return picture


def recording_wave(dice: random.Random) -> Image.Image:
    """The sound wave of a lesson of fifty-two minutes."""
    picture = Image.new("RGB", (640, 200), "#20262e")
    draw = ImageDraw.Draw(picture)
    for left in range(80, 610, 6):
        half = 6 + int(60 * dice.random() * abs(math.sin(left / 70)))
        draw.rounded_rectangle((left, 96 - half, left + 3, 96 + half), 2, fill="#6fc3df")
    draw.polygon([(26, 76), (26, 116), (58, 96)], fill="white")
    draw.text((80, 172), "00:00", font=font("latin", 16), fill="#b9c4cf")
    draw.text((610, 172), "52:08", font=font("latin", 16), fill="#b9c4cf", anchor="ra")
    return picture


def banner_frames() -> list[Image.Image]:
    """A banner that blinks, in Chinese."""
    frames = []
    for ground, ink in (("#c62828", "#fff176"), ("#fff176", "#c62828")):
        frame = Image.new("RGB", (480, 160), ground)
        draw = ImageDraw.Draw(frame)
        centred(draw, 22, 480, "了字特训班", font("cjk", 46, "zh"), ink)
        centred(draw, 96, 480, "今晚只要三百九！最后三个名额", font("cjk", 26, "zh"), ink)
        frames.append(frame.quantize(16))
    return frames


PICTURES: dict[str, Callable[[random.Random], Image.Image]] = {
    "poster-blue-wheel.png": poster_blue_wheel,
    "poster-language-cafe.png": poster_language_cafe,
    "badge-staff.png": badge_staff,
    "photo-beach.jpg": photo_beach,
    "photo-statue.jpg": photo_statue,
    "photo-book-page.jpg": photo_book_page,
    "photo-notebook.webp": photo_notebook,
    "recording-wave.png": recording_wave,
}


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture in the format its ending names, small."""
    if path.suffix == ".png":
        picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    else:
        picture.save(path, quality=78)


def make(folder: Path) -> list[Path]:
    """Draw every picture into the folder; answers their paths. Raises SystemExit when fonts cannot be shaped."""
    if not features.check("raqm"):
        raise SystemExit(
            "This Pillow cannot join Arabic or stack Thai letters; install one with Raqm and try again."
        )
    folder.mkdir(parents=True, exist_ok=True)
    chats = msgspec.json.decode((HERE / "chats.json").read_bytes(), type=tuple[Chat, ...])
    for chat in chats:
        save(draw_chat(chat), folder / chat.file)
    for name, draw in PICTURES.items():
        save(draw(random.Random(name)), folder / name)
    first, *rest = banner_frames()
    first.save(folder / "banner-sale.gif", save_all=True, append_images=rest, duration=600, loop=0)
    made = [folder / name for name in (*(chat.file for chat in chats), *PICTURES, "banner-sale.gif")]
    for path in made:
        if path.stat().st_size > LIMIT:
            raise SystemExit(f"{path.name} is larger than {LIMIT} bytes; draw it smaller.")
    return made


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "media"):
        sys.stdout.write(f"{path.stat().st_size:7,} {path.name}\n")
