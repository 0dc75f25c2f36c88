import {
  BufferGeometry,
  CircleGeometry,
  Float32BufferAttribute,
  Group,
  type Material,
  Mesh,
  MeshStandardMaterial,
  ShadowMaterial,
  Vector3,
} from 'three';
import { disposeTree } from './disposal';
import { onFilm } from './film';

const PARS = /* glsl */ `#include <common>
  varying vec3 vWorld; uniform vec3 uFeet[2];`;
const CONTACT = /* glsl */ `
  float contact = 1.;
  for (int i = 0; i < 2; i++) {
    vec2 sole = (vWorld.xz - uFeet[i].xz) / vec2(.09, .16), leg = (vWorld.xz - uFeet[i].xz) / .45;
    float lifted = exp(-max(0., uFeet[i].y) * 14.) * exp(-max(0., vWorld.y) * 30.);
    contact *= 1. - .5 * exp(-dot(sole, sole) * .8) * lifted;
    contact *= 1. - .4 * exp(-dot(sole, sole) * 3.) * lifted * lifted;
    contact *= 1. - .16 * exp(-dot(leg, leg)) * lifted;
  }`;
const PAPER = `#include <color_fragment>${CONTACT}
  diffuseColor.rgb *= contact;`;
/** What a floor that is not ours loses: her shadow, and the dark under her soles. */
const GLASS = /* glsl */ `${CONTACT}
  float cast_ = .34 * (1. - getShadowMask()) * smoothstep(1.5, .3, length(vWorld.xz));
  gl_FragColor = vec4(color, 1. - (1. - cast_) * contact);`;

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

/** The paper of each studio, and what is beyond it. */
export const PAPERS = {
  studio: { background: '#d9d2c6', paper: '#c9c0b2' },
  fitting: { background: '#f4f0e8', paper: '#f1ece2' },
} as const;

/** A photographer's studio for one look. */
export class StudioHall {
  readonly group = new Group();
  private readonly paper: Mesh;
  private readonly glass: Mesh;
  private readonly feet = [new Vector3(0, -9, 99), new Vector3(0, -9, 99)];

  /** `color`: of its paper. */
  constructor(color: string) {
    const paper = new MeshStandardMaterial({ color, roughness: 0.95, envMapIntensity: 1 });
    this.paper = this.sheet(sweep(), onFilm(paper), '#include <color_fragment>', PAPER);
    const glass = new ShadowMaterial({ color: 0, fog: false, toneMapped: false, depthWrite: false });
    const line = 'gl_FragColor = vec4( color, opacity * ( 1.0 - getShadowMask() ) );';
    this.glass = this.sheet(new CircleGeometry(1.7, 48).rotateX(-Math.PI / 2), glass, line, GLASS);
    this.glass.visible = false;
  }

  /** A sheet that shadows and soles fall on: in its fragment shader `line` becomes `darkened`. */
  private sheet(geometry: BufferGeometry, material: Material, line: string, darkened: string): Mesh {
    material.onBeforeCompile = (shader) => {
      shader.uniforms['uFeet'] = { value: this.feet };
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', '#include <common>\nvarying vec3 vWorld;')
        .replace(
          '#include <worldpos_vertex>',
          '#include <worldpos_vertex>\n  vWorld = (modelMatrix * vec4(transformed, 1.)).xyz;',
        );
      shader.fragmentShader = shader.fragmentShader.replace('#include <common>', PARS).replace(line, darkened);
    };
    const mesh = new Mesh(geometry, material);
    mesh.receiveShadow = true;
    this.group.add(mesh);
    return mesh;
  }

  /** Takes the paper away: what is left of the studio is what falls on whatever floor is there. */
  open(floor: boolean): void {
    this.paper.visible = !floor;
    this.glass.visible = floor;
  }

  stand(feet: readonly Vector3[]): void {
    this.feet.forEach((foot, i) => foot.copy(feet[i] ?? new Vector3(0, -9, 99)));
  }

  dispose(): void {
    disposeTree(this.group);
  }
}
