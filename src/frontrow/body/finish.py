"""Sculptural finishes: what the mannequin is made of, never an imitation of a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finish:
    """Colours are sRGB "#rrggbb"; roughness, metallic and clearcoat as in glTF."""

    name: str
    color: str
    roughness: float
    metallic: float
    clearcoat: float
    clearcoat_roughness: float
    base_layer: str
    shoes: str
    hair: str
    lips: str
    eyes: str


FINISHES: dict[str, Finish] = {
    f.name: f
    for f in (
        Finish(
            "porcelain",
            "#ece7df",
            0.30,
            0.0,
            0.55,
            0.18,
            "#b7aea1",
            "#a2998c",
            "#c6bdb0",
            "#ddd0c5",
            "#f0ece5",
        ),
        Finish("onyx", "#1b1a1c", 0.26, 0.0, 0.65, 0.14, "#313035", "#0b0b0c", "#0e0e10", "#242226", "#201f22"),
        Finish("bronze", "#7a5334", 0.34, 0.85, 0.15, 0.30, "#3a2617", "#2f2016", "#452f1e", "#835b3b", "#8a6444"),
        Finish("sand", "#d9b799", 0.46, 0.0, 0.18, 0.35, "#b99a80", "#efe9df", "#5b4636", "#cb9f86", "#dfc3aa"),
        Finish("clay", "#a8714f", 0.46, 0.0, 0.18, 0.35, "#875a40", "#221d1a", "#2c211b", "#99604a", "#b07d5d"),
        Finish("umber", "#5a3a2a", 0.44, 0.0, 0.22, 0.32, "#452d22", "#1a1615", "#191311", "#5a342b", "#644433"),
    )
}
