"""A printed cloth carries its print, so that any viewer shows it."""

import io
import json
import struct

import numpy as np
from PIL import Image

from frontrow.fabric import Print, print_image
from frontrow.look.asset import add_print
from frontrow.look.gltf import Writer

MARBLE = Print(kind="marble", colors=("#f1e8d6", "#1f4fa3", "#0e2347"), scale=0.6, seed=7)
PLAIN = {"name": "garment:dress", "pbrMetallicRoughness": {"baseColorFactor": [0.2, 0.3, 0.4, 1.0]}}


def test_the_print_is_in_the_file_and_repeats_in_metres() -> None:
    writer = Writer("test")
    writer.add("materials", add_print(writer, PLAIN, MARBLE, 128))
    data = writer.bytes()
    length = struct.unpack_from("<I", data, 12)[0]
    document = json.loads(data[20 : 20 + length])
    surface = document["materials"][0]["pbrMetallicRoughness"]
    assert surface["baseColorFactor"] == [1, 1, 1, 1]  # the print is the colour, not a tint of it
    scale = surface["baseColorTexture"]["extensions"]["KHR_texture_transform"]["scale"]
    assert np.allclose(np.abs(scale), 1 / 0.6)
    assert "KHR_texture_transform" in document["extensionsUsed"]
    view = document["bufferViews"][document["images"][0]["bufferView"]]
    start = 20 + length + 8 + view["byteOffset"]
    picture = np.asarray(Image.open(io.BytesIO(data[start : start + view["byteLength"]])), float)
    assert np.abs(picture - print_image(MARBLE, 128)).mean() < 6  # of 255: what JPEG costs at quality 90
    assert document["samplers"][0]["wrapS"] == document["samplers"][0]["wrapT"] == 10497


def test_the_plain_material_is_left_as_it_was() -> None:
    before = json.dumps(PLAIN)
    add_print(Writer("test"), PLAIN, MARBLE, 32)
    assert json.dumps(PLAIN) == before
