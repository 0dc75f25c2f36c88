const SIDE = 1600; // pixels of the longer side: more is not seen
const LARGE = 60_000_000; // bytes; no camera's photo is larger

/** A photo of hers, upright and not larger than is seen. Rejects when the file is none. It stays in this page. */
export async function openPhoto(file: File): Promise<ImageBitmap> {
  if (file.size > LARGE) throw new Error('this file is too large for a photo');
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = SIDE / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  try {
    const [resizeWidth, resizeHeight] = [Math.round(whole.width * scale), Math.round(whole.height * scale)];
    return await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  } finally {
    whole.close();
  }
}
