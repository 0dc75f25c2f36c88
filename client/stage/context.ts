/**
 * The canvas' WebGL 2, or null. The canvas shows one finished rectangle and needs no samples; three gives a headset's target as many as the
 * canvas has, and there, without a dark room, edges have nothing else. So to those who ask, this one says that it has some.
 */
export function context(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, stencil: false, powerPreference: 'high-performance' });
  if (!gl) return null;
  const attributes = gl.getContextAttributes.bind(gl);
  gl.getContextAttributes = () => ({ ...attributes(), antialias: true });
  return gl;
}
