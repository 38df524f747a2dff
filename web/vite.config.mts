// Builds the web app: `npx vite build web --outDir DIR`. CMake calls it; `./dev web` serves it while one works on it.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

// The server sends the same rule as a header; this one holds wherever the files are served from.
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY }, injectTo: 'head-prepend' },
  ],
};

declare const process: { env: Record<string, string | undefined> };
const server = process.env['THROUGHLINE_SERVER'] ?? 'http://127.0.0.1:8080';
const proxy = Object.fromEntries(['/api', '/collect', '/t.js', '/healthz'].map((path) => [path, { target: server }]));

export default defineConfig({
  plugins: [svelte(), contentPolicy],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy },
});
