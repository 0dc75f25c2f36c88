import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// One entry a kind of page. Django finds each one's hashed file and its styles in `.vite/manifest.json`.
const entries = ['site/site.ts', 'show/show.ts', 'look/look.ts'];

const squeeze = promisify(brotliCompress);

/** Writes `file.br` beside each text file of the build; the server sends it to browsers that can read it. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const texts = (await readdir(dir as string)).filter((name) => ['.js', '.css', '.svg'].includes(extname(name)));
      for (const name of texts) {
        const path = join(dir as string, name);
        await writeFile(`${path}.br`, await squeeze(await readFile(path)));
      }
    },
  };
}

export default defineConfig({
  plugins: [precompressed()],
  base: '/assets/',
  build: {
    outDir: '../src/frontrow/client',
    emptyOutDir: true,
    assetsDir: '.',
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900, // three, in a chunk of its own that only pages with a stage ask for
    assetsInlineLimit: 0, // data: URLs are not in the Content-Security-Policy for fonts and scripts
    rollupOptions: { input: entries.map((entry) => resolve(import.meta.dirname, entry)) },
  },
  test: { include: ['**/*.test.ts'], exclude: ['node_modules/**'] },
});
