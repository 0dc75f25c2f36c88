"""The GLB is what the guides promise to those who read it."""

import json
import struct

import numpy as np
import pytest
from look_scenes import Packed
from scipy.spatial import cKDTree

from frontrow.errors import UserError
from frontrow.look.decode import Decoded
from frontrow.look.mesh import compact


def test_it_is_a_glb_whose_lengths_add_up(packed: Packed) -> None:
    magic, version, length = struct.unpack_from("<4sII", packed.data)
    assert (magic, version, length) == (b"glTF", 2, len(packed.data))


def test_every_view_lies_within_its_buffer_and_every_accessor_within_its_view(packed: Packed) -> None:
    document = packed.decoded.json
    for view in document["bufferViews"]:
        packed_view = view["extensions"]["EXT_meshopt_compression"]
        assert packed_view["byteOffset"] + packed_view["byteLength"] <= document["buffers"][0]["byteLength"]
        assert view["byteOffset"] + view["byteLength"] <= document["buffers"][1]["byteLength"]
        assert packed_view["byteStride"] * packed_view["count"] == view["byteLength"]
        if packed_view["mode"] == "ATTRIBUTES":
            assert packed_view["byteStride"] % 4 == 0


def test_what_needs_an_extension_declares_it(packed: Packed) -> None:
    text = json.dumps(packed.decoded.json)
    used = packed.decoded.json["extensionsUsed"]
    for name in ("EXT_meshopt_compression", "KHR_mesh_quantization", "KHR_materials_sheen", "KHR_materials_clearcoat"):
        assert f'"{name}"' in text
        assert name in used


def test_the_body_walks_as_the_body_room_walks_it(packed: Packed) -> None:
    for f in (0, 17, 44):
        shown = packed.decoded.positions("body", f * packed.walk.period / len(packed.walk.roots))
        far = cKDTree(packed.bodies[f]).query(shown)[0]
        # bare skin comes back within quantised weights and lengths; covered skin steps back by up to 10 mm
        assert np.median(far) < 0.0005
        assert far.max() < 0.012


def test_the_garment_is_where_the_simulation_left_it(packed: Packed) -> None:
    vertices = packed.weld[compact(packed.triangles, len(packed.weld))[1]]
    for f in (0, 20, 59):
        shown = packed.decoded.positions("garment:skirt", f * packed.walk.period / 60)
        far = np.linalg.norm(shown - packed.skirt[f, vertices], axis=1)
        assert np.percentile(far, 95) < 0.002
        assert far.max() < 0.005


def test_seams_stay_closed_though_their_sides_are_two_vertices(packed: Packed) -> None:
    part = packed.decoded.parts["garment:skirt"]
    first = part.twins
    assert (first != np.arange(len(first))).sum() == 25  # the back seam's other side, from waist to hem
    shown = packed.decoded.positions("garment:skirt", 0.4)
    assert np.abs(shown - shown[first]).max() < 1e-9


def test_morph_weights_are_never_negative_nor_above_one(packed: Packed) -> None:
    document = packed.decoded.json
    channel = next(c for c in document["animations"][0]["channels"] if c["target"]["path"] == "weights")
    sampler = document["animations"][0]["samplers"][channel["sampler"]]
    weights = packed.decoded.accessor(sampler["output"]).reshape(61, -1)
    assert weights.shape[1] == len(packed.decoded.parts["garment:skirt"].targets) <= 60
    assert weights.min() >= 0
    assert weights.max() <= 1
    assert np.array_equal(weights[0], weights[-1])


def test_uv_are_metres_on_the_pattern(packed: Packed) -> None:
    corners = compact(packed.triangles, len(packed.weld))[1]
    uv = packed.decoded.parts["garment:skirt"].attributes["TEXCOORD_0"]
    assert np.abs(uv - packed.uv[corners]).max() <= 2**-12  # half a step of half a millimetre


def test_zones_and_light_are_there_for_the_stage(packed: Packed) -> None:
    body = packed.decoded.parts["body"].attributes
    assert {0, 1, 2, 3} <= set(np.unique(body["_ZONE"]))
    assert body["_ZONE"].max() <= 5
    light = packed.decoded.parts["garment:skirt"].attributes["_AO"]
    assert light.min() == 0
    assert light.max() == 1


def test_each_triangle_of_the_body_has_one_zone(packed: Packed) -> None:
    part = packed.decoded.parts["body"]
    zone = part.attributes["_ZONE"].ravel()[part.triangles]
    assert (zone == zone[:, :1]).all()


def test_a_body_with_a_walk_and_a_skirt_stays_small(packed: Packed) -> None:
    assert len(packed.data) < 200_000  # half of what a look may weigh: this skirt is a quarter of a garment


def test_a_broken_file_is_refused_in_words(packed: Packed) -> None:
    with pytest.raises(UserError, match="no glTF"):
        Decoded(b"glTF" + packed.data[4:-8])


def test_a_damaged_file_is_told_in_a_sentence(packed: Packed) -> None:
    size = struct.unpack_from("<I", packed.data, 12)[0]

    def told(json_chunk: bytes, rest: bytes) -> bytes:
        data = packed.data[:12] + struct.pack("<I4s", len(json_chunk), b"JSON") + json_chunk + rest
        return data[:8] + struct.pack("<I", len(data)) + data[12:]

    rest = packed.data[20 + size :]
    broken = [told(b"\xff{nothing", rest), told(b"{}", rest), told(b"[1]", rest)]
    broken += [told(packed.data[20 : 20 + size], rest[: len(rest) // 2])]
    for data in broken:
        with pytest.raises(UserError, match="damaged"):
            Decoded(data)
