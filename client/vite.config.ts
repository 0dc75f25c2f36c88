import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// One entry a kind of page. Django finds each one's hashed file and its styles in `.vite/manifest.json`.
const entries = ['site/site.ts', 'show/show.ts', 'look/look.ts'];

export default defineConfig({
  base: '/assets/',
  build: {
    outDir: '../src/frontrow/client',
    emptyOutDir: true,
    assetsDir: '.',
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: URLs are not in the Content-Security-Policy for fonts and scripts
    rollupOptions: { input: entries.map((entry) => resolve(import.meta.dirname, entry)).filter(existsSync) },
  },
  test: { include: ['**/*.test.ts'], exclude: ['node_modules/**'] },
});
