"""What the solver must know of a fabric."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class ClothMaterial:
    """Physical parameters of one kind of cloth.

    stretch_warp, stretch_weft: membrane stiffness, N/m (force per metre of width at strain 1).
    shear: membrane shear stiffness, N/m (force per metre at an angle of 1 rad).
    bend_warp, bend_weft: flexural rigidity of a strip cut along warp or weft, N·m (= J).
    hysteresis: N (moment a metre of width): friction in bending, half of the KES-FB figure 2HB.
    density: kg/m². thickness: m. friction: Coulomb coefficient. damping: share, 0 to 1, of the relative motion of
    neighbouring points that the cloth takes up in a sixtieth of a second. drag: pressure coefficient of the air
    across the cloth, 1.1 for a free plate (Hoerner 1965, ch. 3), less in the lee of a body.
    """

    stretch_warp: float = 2000.0
    stretch_weft: float = 2000.0
    shear: float = 60.0
    bend_warp: float = 1.5e-5
    bend_weft: float = 1.5e-5
    hysteresis: float = 0.0
    density: float = 0.18
    thickness: float = 0.0006
    friction: float = 0.35
    damping: float = 0.15
    drag: float = 1.0

    @classmethod
    def of(cls, fabric: object) -> "ClothMaterial":
        """The physical part of anything that has fields of these names, a `frontrow.fabric.Fabric` for one."""
        return cls(**{field.name: float(getattr(fabric, field.name)) for field in fields(cls)})
