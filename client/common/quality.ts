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
  return renderer() !== null;
}

function drawsInSoftware(): boolean {
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer() ?? '');
}

let known: string | null | undefined;

/** What draws WebGL 2 here, by name; null when nothing does. Asked once, on a context given back at once. */
function renderer(): string | null {
  if (known === undefined) {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    known = gl && String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return known;
}
