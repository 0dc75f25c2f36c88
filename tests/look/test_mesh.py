"""Meshes keep their shape through reordering and refinement."""

import numpy as np
import pytest
import trimesh

from frontrow.look.mesh import compact, grown, subdivided, vertex_normals


@pytest.fixture(scope="module")
def ball() -> tuple[np.ndarray, np.ndarray]:
    sphere = trimesh.creation.icosphere(3)
    return np.asarray(sphere.vertices), np.asarray(sphere.faces)


def test_normals_of_a_ball_point_outwards(ball: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = ball
    assert (vertex_normals(positions, triangles) * positions).sum(axis=1).min() > 0.999


def test_compacting_keeps_every_triangle_and_drops_unused_vertices(ball: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = ball
    half = triangles[positions[triangles][:, :, 1].min(axis=1) > 0]
    faces, vertices = compact(half, len(positions))
    assert len(vertices) == len(np.unique(half)) < len(positions)
    before = trimesh.Trimesh(positions, half, process=False)
    after = trimesh.Trimesh(positions[vertices], faces, process=False)
    assert after.area == pytest.approx(before.area, rel=1e-9)
    assert np.allclose(after.face_normals.sum(axis=0), before.face_normals.sum(axis=0))


def test_refining_a_ball_quarters_its_triangles_and_keeps_it_closed_and_round(
    ball: tuple[np.ndarray, np.ndarray],
) -> None:
    positions, triangles = ball
    faces, matrix = subdivided(triangles, len(positions))
    fine = trimesh.Trimesh(matrix @ positions, faces, process=False)
    assert len(faces) == 4 * len(triangles)
    assert fine.is_watertight
    radius = np.linalg.norm(fine.vertices, axis=1)
    assert radius.max() - radius.min() < 0.002  # Loop's limit surface is smooth: no dent at the old vertices


def test_a_border_stays_where_it_was() -> None:
    x, y = np.meshgrid(np.arange(5.0), np.arange(4.0))
    positions = np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], axis=1)
    i = np.arange(20).reshape(4, 5)
    quads = np.stack([i[:-1, :-1], i[:-1, 1:], i[1:, 1:], i[1:, :-1]], axis=-1).reshape(-1, 4)
    faces, matrix = subdivided(np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]), 20)
    fine = matrix @ positions
    assert np.ptp(fine[:, 0]) == pytest.approx(4)
    assert trimesh.Trimesh(fine, faces, process=False).area == pytest.approx(11.75)  # each corner loses 1/16


def test_a_mask_grows_by_one_ring_at_a_time(ball: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = ball
    one = np.zeros(len(positions), bool)
    one[100] = True
    neighbours = set(triangles[(triangles == 100).any(axis=1)].ravel())
    assert set(np.flatnonzero(grown(one, triangles, 1))) == neighbours


def test_borders_that_touch_in_a_vertex_do_not_pull_it_away() -> None:
    triangles = np.array([[0, 1, 2], [0, 3, 4]])
    _, matrix = subdivided(triangles, 5)
    assert np.allclose(matrix.sum(axis=1), 1)
