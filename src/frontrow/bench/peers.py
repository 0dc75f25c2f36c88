"""newton's cloth solvers on the CPU at the swaying task.

newton (Apache-2.0, github.com/newton-physics/newton) takes the rest shape from the mesh it is given; here every solver
gets the flat pattern's. Stretch is the fabric's, contact stiffness is chosen so that the body holds; the body is one
kinematic mesh that is moved at each substep. Self-collision is on in Style3D and VBD.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.bench.run import Stepper
from frontrow.bench.swaying import DT, Task
from frontrow.cloth import Cloth, ClothMaterial
from frontrow.errors import UserError

Floats = NDArray[np.float64]

KINDS = ("XPBD", "Style3D", "VBD")
THICK = 0.0035  # metres, the radius of a particle: cloth's distance from the body
MISSING = "this bench compares with newton, which is missing; pip install 'frontrow[peers]', or give --no-peers"


def available() -> str:
    """The versions of newton and warp; UserError where they are missing."""
    try:
        import newton
        import warp
    except ImportError:
        raise UserError(MISSING) from None
    warp.config.log_level = warp.LOG_WARNING  # it tells of every kernel it loads, on standard output
    return f"newton {newton.__version__}, warp {warp.__version__}"


def peer(kind: str, task: Task, substeps: int, iterations: int) -> Stepper:
    """A newton solver with so many substeps a frame and iterations a substep."""
    import newton
    import warp as wp
    from newton.solvers import SolverStyle3D, SolverVBD, SolverXPBD

    wp.set_device("cpu")
    builder = newton.ModelBuilder(up_axis=newton.Axis.Y)
    if kind == "Style3D":
        SolverStyle3D.register_custom_attributes(builder)
    h = DT / substeps
    _cloth(builder, kind, task, h)
    body = builder.add_body(mass=0.0)
    mesh = newton.Mesh(task.body.astype(np.float32), task.collider.triangles.ravel())
    shape = newton.ModelBuilder.ShapeConfig(density=0.0, mu=main(task.cloth).friction)
    builder.add_shape_mesh(body=body, mesh=mesh, cfg=shape)
    if kind == "VBD":
        builder.color(include_bending=True)
    model = builder.finalize()
    model.soft_contact_ke, model.soft_contact_kd = 1e4, 1e-4
    model.soft_contact_mu = main(task.cloth).friction
    solver: Any
    if kind == "XPBD":
        solver = SolverXPBD(model, iterations=iterations)
    elif kind == "Style3D":
        solver = SolverStyle3D(model, config=SolverStyle3D.Config(iterations=iterations))
    else:
        solver = SolverVBD(
            model,
            iterations=iterations,
            particle_enable_self_contact=True,
            particle_self_contact_margin=0.0035,
            particle_self_contact_gap=0.0015,
        )
    pipeline = newton.CollisionPipeline(model)
    contacts, control = pipeline.contacts(), model.control()
    now: Any = model.state()
    after: Any = model.state()

    def step(k: int) -> Floats:
        nonlocal now, after
        for s in range(substeps):
            at, was = (task.shift(DT * (k + (s + more) / substeps)) for more in (1, 0))
            place = np.array([[*at, 0, 0, 0, 1]], np.float32)
            speed = np.array([[*((at - was) / h), 0, 0, 0]], np.float32)
            for state in (now, after):
                state.body_q.assign(place)
                state.body_qd.assign(speed)
            now.clear_forces()
            if s % max(substeps // 4, 1) == 0:
                pipeline.collide(now, contacts)
            solver.step(now, after, control, contacts, h)
            now, after = after, now
        return np.asarray(now.particle_q.numpy(), np.float64)

    return step


def _cloth(builder: Any, kind: str, task: Task, h: float) -> None:
    import warp as wp
    from newton.solvers import style3d

    cloth = task.cloth
    m = main(cloth)
    stretch, bend = (m.stretch_warp + m.stretch_weft) / 2, (m.bend_warp + m.bend_weft) / 2
    common: dict[str, Any] = {
        "pos": wp.vec3(0, 0, 0),
        "rot": wp.quat_identity(),
        "vel": wp.vec3(0, 0, 0),
        "scale": 1.0,
        "density": m.density,
        "vertices": [wp.vec3(*p) for p in task.positions],
        "indices": cloth.triangles.ravel().tolist(),
        "particle_radius": THICK,
    }
    if kind == "Style3D":
        style3d.add_cloth_mesh(
            builder,
            panel_verts=[wp.vec2(*p) for p in cloth.flat.reshape(-1, 2)],
            panel_indices=list(range(3 * len(cloth.triangles))),
            tri_aniso_ke=wp.vec3(m.stretch_weft, m.stretch_warp, m.shear),
            edge_aniso_ke=wp.vec3(m.bend_weft, m.bend_warp, bend),
            **common,
        )
        return
    builder.add_cloth_mesh(
        tri_ke=stretch / 2,
        tri_ka=stretch / 2,
        tri_kd=1e-5,
        edge_ke=2 * bend,
        edge_kd=1e-6,
        add_springs=kind == "XPBD",
        spring_ke=min(stretch, bearable(task, h)),
        spring_kd=0.0,
        **common,
    )
    # the rest shape is the flat pattern's
    a, b = cloth.flat[:, 1] - cloth.flat[:, 0], cloth.flat[:, 2] - cloth.flat[:, 0]
    builder.tri_poses = list(np.linalg.inv(np.stack([a, b], axis=2)).tolist())
    builder.tri_areas = cloth.areas.tolist()
    builder.edge_rest_angle = [0.0] * len(builder.edge_rest_angle)
    key = cloth.edges[:, 0].astype(np.int64) * cloth.vertices + cloth.edges[:, 1]

    def lengths(ids: Any) -> list[float]:
        pair = np.sort(np.asarray(ids, np.int64).reshape(-1, 2), axis=1)
        return cloth.lengths[np.searchsorted(key, pair[:, 0] * cloth.vertices + pair[:, 1])].tolist()

    builder.edge_rest_length = lengths(np.asarray(builder.edge_indices).reshape(-1, 4)[:, 2:])
    if kind == "XPBD":
        _only_edges(builder, key, cloth.vertices)
        builder.spring_rest_length = lengths(builder.spring_indices)
    builder.particle_mass = cloth.masses.tolist()


def main(cloth: Cloth) -> ClothMaterial:
    """The fabric that most of the cloth is made of; newton's meshes are of one kind."""
    return cloth.materials[int(np.bincount(cloth.material, cloth.areas).argmax())]


def bearable(task: Task, h: float) -> float:
    """N/m, the stiffest springs that newton's XPBD bears with substeps of h seconds.

    It adds up the corrections of all springs of a point (Jacobi), undamped, and diverges where (valence - 2) w exceeds
    the compliance 1 / (k h²): the fabric's own stiffness would need hundreds of substeps."""
    valence = np.bincount(task.cloth.edges.ravel(), minlength=task.cloth.vertices)
    return float(0.8 / (np.maximum(valence - 2, 1) / task.cloth.masses).max() / h**2)


def _only_edges(builder: Any, key: NDArray[np.int64], count: int) -> None:
    """Springs along edges alone, each once: newton also ties the corners across an edge, which bending does here."""
    pairs = np.sort(np.asarray(builder.spring_indices, np.int64).reshape(-1, 2), axis=1)
    own, first = np.unique(pairs[:, 0] * count + pairs[:, 1], return_index=True)
    first = first[np.isin(own, key)]
    builder.spring_indices = pairs[first].ravel().tolist()
    for name in ("spring_stiffness", "spring_damping", "spring_rest_length", "spring_control"):
        setattr(builder, name, np.asarray(getattr(builder, name))[first].tolist())
