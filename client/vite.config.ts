import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { pose } from './plugins/pose.ts';
import { silent } from './plugins/silent.ts';

// One entry a kind of page. Django finds each one's hashed file and its styles in `.vite/manifest.json`.
const entries = ['site/site.ts', 'show/show.ts', 'look/look.ts', 'fitting/fitting.ts', 'embed/embed.ts', 'school/school.ts'];

const brotli = promisify(brotliCompress);
const LONG = 4 * 1024 * 1024; // bytes; what is longer is not worth half a minute more

const squeeze = (text: Buffer): Promise<Buffer> =>
  brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: text.length > LONG ? 9 : constants.BROTLI_MAX_QUALITY } });

/** Writes `file.br` beside each file of the build that shrinks; the server sends it to browsers that can read it. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const texts = (await readdir(dir as string)).filter((name) => ['.js', '.css', '.svg', '.wasm'].includes(extname(name)));
      for (const name of texts) {
        const path = join(dir as string, name);
        await writeFile(`${path}.br`, await squeeze(await readFile(path)));
      }
    },
  };
}

export default defineConfig({
  plugins: [pose(), silent(), precompressed()],
  worker: { format: 'es', plugins: () => [silent()] },
  base: '/assets/',
  // Scripts find each other from where they lie, not from the page: pages of others show our looks as well.
  experimental: { renderBuiltUrl: (_, { hostType }) => (hostType === 'js' ? { relative: true } : undefined) },
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
  // Five seconds, the usual patience, are not enough for a whole show on a busy machine.
  test: { include: ['**/*.test.ts'], exclude: ['node_modules/**'], testTimeout: 60_000 },
});
