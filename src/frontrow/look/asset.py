"""Fabrics and finishes as glTF materials and as facts for our own renderers."""

import io
from dataclasses import asdict
from typing import Any

from PIL import Image

from frontrow.body import Finish
from frontrow.fabric import Fabric, Print, print_image
from frontrow.look.colour import linear
from frontrow.look.gltf import Writer

Json = dict[str, Any]


def _factor(color: str) -> list[float]:
    return [round(float(v), 5) for v in linear(color)]


def fabric_facts(fabric: Fabric) -> Json:
    """What a renderer needs to draw a fabric; the print is drawn from its own facts by `print_image`."""
    return {
        "name": fabric.name,
        "title": fabric.title,
        "weave": fabric.weave,
        "color": fabric.color,
        "roughness": fabric.roughness,
        "sheen": fabric.sheen,
        "sheen_color": fabric.sheen_color,
        "anisotropy": fabric.anisotropy,
        "opacity": fabric.opacity,
        "thickness": fabric.thickness,
        "print": asdict(fabric.print) if fabric.print else None,
    }


def garment_material(name: str, fabric: Fabric) -> Json:
    """A glTF material for viewers that know nothing of Front Row."""
    rough = {"metallicFactor": 0, "roughnessFactor": fabric.roughness}
    material: Json = {
        "name": f"garment:{name}",
        "doubleSided": True,
        "pbrMetallicRoughness": {"baseColorFactor": [*_factor(fabric.color), fabric.opacity], **rough},
    }
    if fabric.opacity < 1:
        material["alphaMode"] = "BLEND"
    if fabric.sheen:
        sheen = [round(v * fabric.sheen, 5) for v in _factor(fabric.sheen_color)]
        material["extensions"] = {"KHR_materials_sheen": {"sheenColorFactor": sheen, "sheenRoughnessFactor": 0.6}}
    return material


def add_print(writer: Writer, material: Json, print_: Print, px: int = 512) -> Json:
    """The material with its print inside the file; texture coordinates are metres, a repeat is the print's scale."""
    out = io.BytesIO()
    Image.fromarray(print_image(print_, px)).save(out, "JPEG", quality=90, subsampling=0)
    repeat = 1 / print_.scale
    texture = {
        "index": writer.picture(out.getvalue()),
        "extensions": {"KHR_texture_transform": {"scale": [repeat, -repeat]}},  # glTF's v runs down, ours up
    }
    if "KHR_texture_transform" not in writer.json["extensionsUsed"]:
        writer.json["extensionsUsed"].append("KHR_texture_transform")
    alpha = material["pbrMetallicRoughness"]["baseColorFactor"][3]
    surface = material["pbrMetallicRoughness"] | {"baseColorFactor": [1, 1, 1, alpha], "baseColorTexture": texture}
    return material | {"pbrMetallicRoughness": surface}


def body_material(finish: Finish) -> Json:
    """The mannequin's glTF material."""
    coat = {"clearcoatFactor": finish.clearcoat, "clearcoatRoughnessFactor": finish.clearcoat_roughness}
    material: Json = {
        "name": finish.name,
        "pbrMetallicRoughness": {
            "baseColorFactor": [*_factor(finish.color), 1],
            "metallicFactor": finish.metallic,
            "roughnessFactor": finish.roughness,
        },
    }
    if finish.clearcoat:
        material["extensions"] = {"KHR_materials_clearcoat": coat}
    return material
