import type { Quality } from '../stage';

/** What this machine is asked to draw unless its owner says otherwise. */
export function chooseQuality(asked: string | null): Quality {
  if (asked === 'high' || asked === 'low') return asked;
  const { connection, deviceMemory } = navigator as Navigator & {
    connection?: { saveData?: boolean };
    deviceMemory?: number;
  };
  const small = matchMedia('(pointer: coarse) and (max-width: 820px)').matches;
  const modest = (deviceMemory ?? 8) <= 4 || navigator.hardwareConcurrency <= 4;
  return connection?.saveData || (small && modest) || drawsInSoftware() ? 'low' : 'high';
}

/** True when WebGL 2 is there at all. */
export function canDraw(): boolean {
  return probe() !== null;
}

function drawsInSoftware(): boolean {
  const gl = probe();
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

let known: WebGL2RenderingContext | null | undefined;

function probe(): WebGL2RenderingContext | null {
  known ??= document.createElement('canvas').getContext('webgl2');
  return known;
}
