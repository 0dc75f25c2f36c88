import {
  type BufferGeometry,
  CustomBlending,
  CylinderGeometry,
  DoubleSide,
  Group,
  type IUniform,
  Mesh,
  OneFactor,
  OneMinusDstColorFactor,
  PlaneGeometry,
  ShaderMaterial,
  type Color,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { disposeTree } from './disposal';
import { PALETTE, ROOM, shine } from './palette';

const CONE_VERTEX = /* glsl */ `
  varying vec3 vNormal, vEye; varying float vDown;
  void main() {
    vec4 eye = modelViewMatrix * vec4(position, 1.);
    vNormal = normalMatrix * normal; vEye = -eye.xyz; vDown = 1. - uv.y;
    gl_Position = projectionMatrix * eye;
  }`;
const CONE_FRAGMENT = /* glsl */ `
  varying vec3 vNormal, vEye; varying float vDown; uniform vec3 color; uniform float level;
  void main() {
    float soft = pow(abs(dot(normalize(vNormal), normalize(vEye))), 2.2);
    gl_FragColor = vec4(color * level * soft * pow(1. - vDown, 1.6) * smoothstep(0., .04, vDown), 1.);
  }`;
const GLOW_VERTEX = /* glsl */ `varying vec2 vAt;
  void main() { vAt = uv * 2. - 1.; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }`;
const GLOW_FRAGMENT = /* glsl */ `
  varying vec2 vAt; uniform vec3 color; uniform float level;
  void main() { gl_FragColor = vec4(color * level * pow(max(0., 1. - length(vAt)), 2.1), 1.); }`;

/** Adds to what is stored on film without ever passing white: a screen. */
function screen(vertexShader: string, fragmentShader: string, color: Color, level: IUniform<number>): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    blending: CustomBlending,
    blendSrc: OneMinusDstColorFactor,
    blendDst: OneFactor,
    side: DoubleSide,
    uniforms: { color: { value: color }, level },
  });
}

function cones(): BufferGeometry {
  const parts: BufferGeometry[] = [];
  for (let i = 0; i < 6; i++)
    for (const side of [-1, 1]) {
      const cone = new CylinderGeometry(0.06, 1.5, 8.4, 40, 1, true).translate(0, -4.2, 0);
      parts.push(
        cone
          .rotateZ(-side * 0.34)
          .rotateX(0.28)
          .translate(side * 3.4, 7.4, -10 + i * 4.6),
      );
    }
  return mergeGeometries(parts);
}

/** Light made visible by the air: beams from the rig and the bloom around the portal. */
export class Haze {
  readonly group = new Group();
  private readonly level: IUniform<number> = { value: 1 };

  constructor(withCones: boolean) {
    if (withCones) this.add(cones(), CONE_VERTEX, CONE_FRAGMENT, shine('#ffeeda', 0.07), [0, 0, 0]);
    this.add(new PlaneGeometry(17, 12), GLOW_VERTEX, GLOW_FRAGMENT, shine(PALETTE.portal, 0.34), [0, 2.2, ROOM.portal + 0.9]);
    this.add(new PlaneGeometry(9, 9), GLOW_VERTEX, GLOW_FRAGMENT, shine(PALETTE.portal, 0.5), [0, 1.9, ROOM.portal + 0.5]);
  }

  private add(geometry: BufferGeometry, vertex: string, fragment: string, color: Color, at: [number, number, number]): void {
    const mesh = new Mesh(geometry, screen(vertex, fragment, color, this.level));
    mesh.position.set(...at);
    mesh.frustumCulled = false;
    mesh.renderOrder = 2;
    this.group.add(mesh);
  }

  relight(lights: number): void {
    this.level.value = lights;
  }

  dispose(): void {
    disposeTree(this.group);
  }
}
