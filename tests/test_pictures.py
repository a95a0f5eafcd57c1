"""Uploads made anew: what a file can smuggle, and what must come out."""

from io import BytesIO

import pytest
from PIL import Image

from portal import pictures
from portal.errors import Invalid
from tests import uploads


def opened(rendition: pictures.Rendition) -> Image.Image:
    return Image.open(BytesIO(rendition.body))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (2000, (480, 960, 1600)),
        (1600, (480, 960, 1600)),
        (961, (480, 960, 961)),
        (960, (480, 960)),
        (700, (480, 700)),
        (480, (480,)),
        (3, (3,)),
    ],
)
def test_a_picture_is_kept_in_several_widths_and_never_enlarged(width, widths):
    made = pictures.read(uploads.picture(width, 300))
    assert tuple(r.width for r in made.renditions) == widths == pictures.widths_of(made.width)
    assert [opened(r).width for r in made.renditions] == list(widths)
    assert {opened(r).format for r in made.renditions} == {"WEBP"}
    assert made.width == widths[-1]
    assert made.height == opened(made.renditions[-1]).height


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_four_formats_are_read(kind):
    assert pictures.read(uploads.picture(kind=kind)).width == 640


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = pictures.read(uploads.picture(mode=mode, colour=None, kind=kind))
    assert opened(made.renditions[0]).mode in ("RGB", "RGBA")


def test_the_orientation_is_kept_and_everything_else_about_the_shot_is_gone():
    made = pictures.read(uploads.halves(600, 400, exif=uploads.exif(orientation=6)))
    assert (made.width, made.height) == (400, 600)
    largest = opened(made.renditions[-1])
    # Turned clockwise: what was left is now on top.
    assert largest.convert("RGB").getpixel((200, 20))[0] > 200
    assert largest.convert("RGB").getpixel((200, 580))[2] > 200
    for rendition in made.renditions:
        assert not opened(rendition).getexif()
        for trace in (b"EXIF", b"SpyCam", b"Ada", b"GPS", b"XMP "):
            assert trace not in rendition.body


def test_text_and_profiles_inside_a_png_are_gone():
    from PIL import ImageCms
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "Ada Author")
    notes.add_itxt("XML:com.adobe.xmp", "<x>secret place</x>")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = pictures.read(uploads.picture(pnginfo=notes, icc_profile=profile))
    for rendition in made.renditions:
        assert b"Ada" not in rendition.body
        assert b"secret" not in rendition.body
        assert b"ICCP" not in rendition.body


def test_a_damaged_profile_does_not_spoil_the_picture():
    assert pictures.read(uploads.picture(icc_profile=b"not a profile")).width == 640


def test_a_huge_profile_is_left_out():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile += b"\0" * pictures.LONGEST_PROFILE
    sent = uploads.picture(kind="JPEG", icc_profile=profile)
    assert len(sent) > pictures.LONGEST_PROFILE
    assert b"ICCP" not in pictures.read(sent).renditions[0].body


def test_a_page_hidden_behind_a_picture_does_not_survive():
    page = b"<html><script>alert(1)</script></html>"
    sent = [uploads.picture(kind=kind) + page for kind in pictures.FORMATS]
    sent += [uploads.with_chunk(b"tEXt", b"Comment\0" + page)]
    for body in sent:
        made = pictures.read(body)
        assert all(b"script" not in rendition.body for rendition in made.renditions)


def test_the_colour_is_that_of_the_largest_part():
    assert pictures.read(uploads.picture(colour=(180, 90, 40))).colour == "#b45a28"


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"<html><script>1</script>", "not a picture"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "AVIF"),
        (b"%PDF-1.7 ...", "PDF"),
        (uploads.picture(300, 300, kind="JPEG")[:400], "damaged"),
        (uploads.picture(300, 300)[:60], "damaged"),
        (uploads.bomb(), "40 million"),
        (uploads.bomb(7000, 7000), "40 million"),
        (uploads.bomb(20_000, 10), "16,000"),
        (uploads.moving(301), "300 frames"),
        (uploads.moving(10_000), "300 frames"),
        (uploads.moving(301, "WEBP"), "300 frames"),
        (uploads.moving(301, "PNG"), "300 frames"),
        (uploads.with_chunk(b"acTL", (10_000).to_bytes(4) + b"\0" * 4), "300 frames"),
        # Text and profiles that unfold to a thousand times their size.
        (uploads.with_chunk(b"zTXt", b"x\0\0" + uploads.packed(10**8)), "damaged"),
        (uploads.with_chunk(b"iTXt", b"x\0\1\0\0\0" + uploads.packed(10**8)), "damaged"),
        (uploads.with_chunk(b"iCCP", b"x\0\0" + uploads.packed(10**8)), "damaged"),
        (b"GIF89a" + b"=1;alert(1)//", "damaged"),
        (b"\0" * (pictures.MOST_BYTES + 1), "20 MB"),
        (uploads.picture(kind="TIFF"), "not a picture"),
        (uploads.picture(kind="BMP"), "not a picture"),
    ],
)
def test_what_cannot_be_kept_is_named_in_one_sentence(body, word):
    with pytest.raises(Invalid, match=word):
        pictures.read(body)


def test_avif_has_the_same_widths_and_tells_no_more():
    made = pictures.read(uploads.halves(1200, 800, exif=uploads.exif()))
    lighter = pictures.as_avif(made.renditions[-1].body)
    assert [r.width for r in lighter] == [r.width for r in made.renditions]
    for rendition, other in zip(lighter, made.renditions, strict=True):
        assert opened(rendition).size == opened(other).size
        assert opened(rendition).format == "AVIF"
        for trace in (b"Exif", b"SpyCam", b"Ada", b"GPS", b"xmp"):
            assert trace not in rendition.body


def test_a_moving_picture_is_kept_as_its_first_frame():
    made = pictures.read(uploads.moving(3))
    assert getattr(opened(made.renditions[0]), "n_frames", 1) == 1
