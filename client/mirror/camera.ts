/** Why there is no camera: she said no, there is none, another program has it, or this address may not ask. */
export type Reason = 'refused' | 'missing' | 'busy' | 'insecure';

export class CameraTrouble extends Error {
  constructor(readonly reason: Reason) {
    super(`no camera: ${reason}`);
  }
}

const REASONS: Readonly<Record<string, Reason>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** The camera that looks at her, as a film that plays. Its pictures stay in this page. */
export class Camera {
  private wake = (): void => undefined; // who waits for a picture does not wait for a camera that has gone

  private constructor(
    readonly video: HTMLVideoElement,
    private readonly stream: MediaStream,
  ) {
    for (const track of stream.getTracks()) track.addEventListener('ended', () => this.wake());
  }

  /** Asks for the camera: the browser asks her. Rejects with `CameraTrouble`. */
  static async open(): Promise<Camera> {
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraTrouble('insecure');
    const wish = { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false }).catch((error: unknown) => {
      throw new CameraTrouble((error instanceof DOMException && REASONS[error.name]) || 'missing');
    });
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const camera = new Camera(video, stream);
    try {
      await video.play();
    } catch {
      camera.close();
      throw new CameraTrouble('busy');
    }
    return camera;
  }

  /** Whether it still gives pictures: she may have unplugged it, or taken her permission back. */
  get on(): boolean {
    return this.stream.getVideoTracks().some((track) => track.readyState === 'live');
  }

  /** The next picture, or the last once more when the camera has gone. */
  async next(): Promise<ImageBitmap> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(() => resolve());
      else requestAnimationFrame(() => resolve());
    });
    return createImageBitmap(this.video);
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }
}

/** Whether this device has a camera that may be asked for. */
export async function hasCamera(): Promise<boolean> {
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []);
  return !!devices?.some(({ kind }) => kind === 'videoinput');
}
