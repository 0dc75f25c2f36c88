/** The picture that a canvas shows. */
export function picture(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be written'))), 'image/png'),
  );
}

const KINDS = ['video/mp4;codecs=avc1.42E01F', 'video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
const RATE = 30; // frames a second at most

/** Whether this browser can film a canvas. */
export const films = (): boolean => typeof MediaRecorder !== 'undefined' && KINDS.some((kind) => MediaRecorder.isTypeSupported(kind));

/** What a canvas shows in the next seconds, as a film; nothing of it leaves the device. */
export function clip(canvas: HTMLCanvasElement, seconds: number): Promise<Blob> {
  const kind = KINDS.find((each) => MediaRecorder.isTypeSupported(each)) ?? '';
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: 6_000_000 });
  const parts: Blob[] = [];
  return new Promise((resolve, reject) => {
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('error', () => reject(new Error('the clip could not be recorded')));
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      resolve(new Blob(parts, { type: kind.split(';')[0] ?? kind }));
    });
    recorder.start();
    setTimeout(() => recorder.stop(), 1000 * seconds);
  });
}

/** Keeps a file on this device, as the browser keeps downloads. */
export function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${blob.type === 'image/png' ? 'png' : blob.type.includes('mp4') ? 'mp4' : 'webm'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
