import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The bench's page with the clothes as they are shipped. The folder to build into is given on the command line.
export default defineConfig({
  root: resolve(import.meta.dirname),
  base: './',
  build: { target: 'es2022', assetsDir: '.', assetsInlineLimit: 0, rollupOptions: { input: resolve(import.meta.dirname, 'wearing.html') } },
});
