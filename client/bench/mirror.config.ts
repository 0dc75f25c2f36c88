import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { pose } from '../plugins/pose.ts';
import { silent } from '../plugins/silent.ts';

// The bench's page with the tracker as it is shipped. The folder to build into is given on the command line.
export default defineConfig({
  root: resolve(import.meta.dirname),
  base: './',
  plugins: [pose((process.env['POSE'] ?? 'full') as 'full'), silent()],
  worker: { format: 'es', plugins: () => [silent()] },
  build: { target: 'es2022', assetsDir: '.', assetsInlineLimit: 0, rollupOptions: { input: resolve(import.meta.dirname, 'mirror.html') } },
});
