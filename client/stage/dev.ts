/**
 * A page to look at the stage alone: `?look=/a.glb,/b.glb&cam=pit&t=3&q=low&hall=studio&z=2.6,-3&guests=/guests.glb`.
 * `&clip=pose&at=0.5` shows another movement than the walk,
 * `&eye=0.3,1.4,0.4&target=0,1.4,0&mm=50` a detail. Nothing here ships; `npx vite stage --port 8150` from client/ serves it as /dev.html.
 */
import { Vector3 } from 'three';
import type { Shot } from './camera';
import { type CameraName, createStage, type Frame, type Hall, type Quality } from './index';

const query = new URLSearchParams(location.search);
const list = (name: string, otherwise: string): string[] => (query.get(name) ?? otherwise).split(',').filter(Boolean);
const canvas = document.querySelector('canvas') as HTMLCanvasElement;
const hall = (query.get('hall') ?? 'runway') as Hall;
const stage = await createStage(canvas, {
  quality: (query.get('q') ?? 'high') as Quality,
  reducedMotion: query.has('still'),
  hall,
  guestsUrl: query.get('guests') ?? undefined,
});
stage.attachOrbit(canvas);
stage.resize(innerWidth, innerHeight, Number(query.get('dpr') ?? 1));

const looks = list('look', '');
const depths = list('z', hall === 'studio' ? '0' : '2.9,-1.4,-5.2,-8.6').map(Number);
const t = Number(query.get('t') ?? 3);
const frame: Frame = {
  t,
  lights: Number(query.get('lights') ?? 1),
  applause: Number(query.get('applause') ?? 0),
  walkers: looks.map((look, i) => {
    const away = query.get('away')?.includes(String(i)) ?? false;
    return {
      look,
      x: hall === 'studio' ? 0 : away ? 0.45 : -0.45,
      z: depths[i] ?? -3 * i,
      heading: away ? Math.PI : Number(query.get('turn') ?? 0),
      clip: query.get('clip') ?? 'walk',
      at: query.has('at') ? Number(query.get('at')) : (t / 1.07 + i * 0.31) % 1,
    };
  }),
};
await Promise.all(looks.map((look) => stage.load(look, look)));
if (query.has('eye')) {
  // a close look: `&eye=x,y,z&target=x,y,z&mm=85`, metres
  const at = (name: string): Vector3 => new Vector3().fromArray(list(name, '0,1,0').map(Number));
  const own = stage as unknown as { shotOf: (frame: Frame, camera: CameraName) => Shot };
  const usual = own.shotOf.bind(stage);
  own.shotOf = (now, name) => ({
    ...usual(now, name),
    position: at('eye'),
    target: at('target'),
    focus: at('target'),
    millimetres: Number(query.get('mm') ?? 50),
    shift: [0, 0],
    stop: 16,
  });
}
const camera = (query.get('cam') ?? 'front-row') as CameraName;
Object.assign(window, { stage, frame, camera });
const times: number[] = [];
const gl = canvas.getContext('webgl2');
for (let i = 0; i < Number(query.get('n') ?? 1); i++) {
  const before = performance.now();
  stage.renderAt(frame, camera);
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  times.push(Math.round(performance.now() - before));
}
if (query.has('photo')) {
  const blob = await stage.photo(frame, camera, { samples: Number(query.get('photo')) });
  const picture = new Image();
  picture.src = URL.createObjectURL(blob);
  await picture.decode();
  canvas.replaceWith(picture);
}
console.log(JSON.stringify({ ...stage.info(), times }));
document.title = 'ready';
