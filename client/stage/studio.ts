import { BufferGeometry, Float32BufferAttribute, Group, Mesh, MeshStandardMaterial, Vector3 } from 'three';
import { disposeTree } from './disposal';
import { onFilm } from './film';

const PARS = /* glsl */ `#include <common>
  varying vec3 vWorld; uniform vec3 uFeet[2];`;
const PAPER = /* glsl */ `#include <color_fragment>
  float contact = 1.;
  for (int i = 0; i < 2; i++) {
    vec2 sole = (vWorld.xz - uFeet[i].xz) / vec2(.09, .16), leg = (vWorld.xz - uFeet[i].xz) / .45;
    float lifted = exp(-max(0., uFeet[i].y) * 14.) * exp(-max(0., vWorld.y) * 30.);
    contact *= 1. - .5 * exp(-dot(sole, sole) * .8) * lifted;
    contact *= 1. - .4 * exp(-dot(sole, sole) * 3.) * lifted * lifted;
    contact *= 1. - .16 * exp(-dot(leg, leg)) * lifted;
  }
  diffuseColor.rgb *= contact;`;

/** A sweep of ivory paper: floor, curve and wall in one sheet all round, so that any angle has the same quiet ground. */
function sweep(): BufferGeometry {
  const profile: [number, number][] = [
    [0, 0],
    [2, 0],
    [4, 0],
    [5.5, 0],
  ];
  for (let i = 1; i <= 12; i++)
    profile.push([5.5 + 2.5 * Math.sin((i / 12) * (Math.PI / 2)), 2.5 - 2.5 * Math.cos((i / 12) * (Math.PI / 2))]);
  profile.push([8, 9]);
  const turns = 72;
  const positions: number[] = [];
  const index: number[] = [];
  profile.forEach(([radius, height], ring) => {
    for (let turn = 0; turn <= turns; turn++) {
      const angle = (turn / turns) * 2 * Math.PI;
      positions.push(radius * Math.cos(angle), height, radius * Math.sin(angle));
      if (ring === 0 || turn === 0) continue;
      const at = ring * (turns + 1) + turn;
      const below = at - turns - 1;
      index.push(below - 1, below, at - 1, below, at, at - 1);
    }
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const normals = geometry.getAttribute('normal');
  if (normals.getY(2 * (turns + 1)) < 0) {
    geometry.setIndex(index.map((_, i) => index[i - (i % 3) + ((3 - (i % 3)) % 3)] as number));
    geometry.computeVertexNormals();
  }
  return geometry;
}

/** A photographer's studio for one look. */
export class StudioHall {
  readonly group = new Group();
  private readonly feet = [new Vector3(0, -9, 99), new Vector3(0, -9, 99)];

  constructor() {
    const paper = new MeshStandardMaterial({ color: '#c9c0b2', roughness: 0.95, envMapIntensity: 1 });
    paper.onBeforeCompile = (shader) => {
      shader.uniforms['uFeet'] = { value: this.feet };
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', '#include <common>\nvarying vec3 vWorld;')
        .replace(
          '#include <worldpos_vertex>',
          '#include <worldpos_vertex>\n  vWorld = (modelMatrix * vec4(transformed, 1.)).xyz;',
        );
      shader.fragmentShader = shader.fragmentShader
        .replace('#include <common>', PARS)
        .replace('#include <color_fragment>', PAPER);
    };
    const mesh = new Mesh(sweep(), onFilm(paper));
    mesh.receiveShadow = true;
    this.group.add(mesh);
  }

  stand(feet: readonly Vector3[]): void {
    this.feet.forEach((foot, i) => foot.copy(feet[i] ?? new Vector3(0, -9, 99)));
  }

  dispose(): void {
    disposeTree(this.group);
  }
}
