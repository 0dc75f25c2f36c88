import { PoseLandmarker } from '@mediapipe/tasks-vision';
import loader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import program from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import type { Found } from './anatomy';

/** What a page asks: first the task's address, then one picture at a time. A moving picture comes with its moment. */
export type Question = { readonly task: string; readonly moving: boolean } | { readonly picture: ImageBitmap; readonly at: number };

/** What it gets back: that all is ready, whom the picture shows (null: nobody), or why it went wrong. */
export type Answer =
  | { readonly ready: true }
  | { readonly found: Found | null; readonly ms: number }
  | { readonly error: string };

const SURE = 0.5; // of 0..1: how sure the model must be that it sees a person, and the same one still
let landmarker: PoseLandmarker | undefined;
let moving = true;

async function open(task: string): Promise<void> {
  landmarker = await PoseLandmarker.createFromOptions(
    { wasmLoaderPath: loader, wasmBinaryPath: program },
    {
      baseOptions: { modelAssetPath: task, delegate: 'CPU' },
      runningMode: moving ? 'VIDEO' : 'IMAGE',
      numPoses: 1,
      minPoseDetectionConfidence: SURE,
      minPosePresenceConfidence: SURE,
      minTrackingConfidence: SURE,
    },
  );
}

function seen(picture: ImageBitmap, at: number): Found | null {
  if (!landmarker) throw new Error('the tracker was asked before it was ready');
  const { landmarks, worldLandmarks } = moving ? landmarker.detectForVideo(picture, at) : landmarker.detect(picture);
  const [image, world] = [landmarks[0], worldLandmarks[0]];
  return image && world ? { image, world } : null;
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answered(data)
    .catch((error: unknown): Answer => ({ error: error instanceof Error ? error.message : String(error) }))
    .then((answer) => self.postMessage(answer));
});

async function answered(question: Question): Promise<Answer> {
  if ('task' in question) {
    moving = question.moving;
    await open(question.task);
    return { ready: true };
  }
  const start = performance.now();
  const found = seen(question.picture, question.at);
  question.picture.close();
  return { found, ms: performance.now() - start };
}
