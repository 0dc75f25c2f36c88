import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { described } from './metadata.ts';
import { stored } from './zip.ts';

const NAME = 'virtual:pose.task';
const HERE = `\0${NAME}`;
const HOUSE = dirname(createRequire(import.meta.url).resolve('@mediapipe/pose/package.json'));

/**
 * The task that finds a person in a picture: the detector and the landmark model of @mediapipe/pose, which come
 * without the description that MediaPipe's tasks read, with it.
 */
export async function poseTask(size: 'lite' | 'full' | 'heavy'): Promise<Uint8Array> {
  const detector = await readFile(join(HOUSE, 'pose_solution_packed_assets.data')); // one file: the detector
  const landmarks = await readFile(join(HOUSE, `pose_landmark_${size}.tflite`));
  return stored({
    'pose_detector.tflite': described(detector, { mean: 127.5, std: 127.5 }), // to -1..1
    'pose_landmarks_detector.tflite': described(landmarks, { mean: 0, std: 255 }), // to 0..1
  });
}

/** `import url from 'virtual:pose.task'`: the address of the task, built with the client and served with it. */
export function pose(size: 'lite' | 'full' | 'heavy' = 'full'): Plugin {
  return {
    name: 'pose-task',
    apply: 'build',
    resolveId: (id) => (id === NAME ? HERE : undefined),
    async load(id) {
      if (id !== HERE) return undefined;
      const file = this.emitFile({ type: 'asset', name: 'pose.task', source: await poseTask(size) });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
