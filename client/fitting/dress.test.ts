// Her body as the stage gets it: bones and skin that stand as she does.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AnimationMixer, SkinnedMesh, Vector3 } from 'three';
import { describe, expect, it, vi } from 'vitest';
import { figure, fitted, readMannequin, Tapes } from '../look/space';
import type { Build, Her } from './bodies';
import { bare } from './dress';
import { zonesOf } from './zones';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 }); // bodies take a second each on a busy machine

const file = resolve(import.meta.dirname, '../../src/frontrow/body/asset/mannequin.bin');

describe('a body on the stage', () => {
  it('stands with its skin where the body is known to have it', async () => {
    const m = await readMannequin(new Uint8Array(readFileSync(file)).buffer);
    const wearer = fitted(m, new Tapes(m), { sex: 'f', height: 1.7, hips: 1.04 });
    const { turns, ...stood } = figure(m, wearer);
    const her: Her = { sex: 'f', measures: wearer.measures, ...stood, turns: [...turns] };
    const { triangles, jointNames, parents, jointIndices, jointWeights } = m;
    const build: Build = { triangles, jointNames, parents, jointIndices, jointWeights, zones: { f: zonesOf(m, 'f'), m: zonesOf(m, 'm') } };
    const { scene, animations } = bare(her, build);
    const mixer = new AnimationMixer(scene);
    mixer.clipAction(animations[0]!).play();
    mixer.update(0);
    scene.updateMatrixWorld(true);
    const mesh = scene.getObjectByName('body') as SkinnedMesh;
    const at = new Vector3();
    let worst = 0;
    for (let v = 0; v < m.vertices; v += 7) {
      mesh.getVertexPosition(v, at);
      worst = Math.max(worst, Math.hypot(at.x - her.skin[3 * v]!, at.y - her.skin[3 * v + 1]!, at.z - her.skin[3 * v + 2]!));
    }
    expect(worst).toBeLessThan(0.0001);
  });
});
