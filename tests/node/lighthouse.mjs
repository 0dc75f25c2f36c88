// Audits pages in a local Chromium: node lighthouse.mjs CHROMIUM URL… prints one JSON line a page,
// {url, scores: {seo, accessibility, …}, failed: [audit ids]}.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [chromePath, ...urls] = process.argv.slice(2);
const chromeFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-3d-apis', '--no-first-run', '--disable-background-networking'];
const chrome = await launch({ chromePath, chromeFlags });
try {
  for (const url of urls) {
    const options = { port: chrome.port, logLevel: 'error', onlyCategories: ['seo', 'accessibility'], maxWaitForLoad: 60_000 };
    const { lhr } = await lighthouse(url, options);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(100 * score)]));
    const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 1).map(({ id }) => id);
    console.log(JSON.stringify({ url, scores, failed, warnings: lhr.runWarnings }));
  }
} finally {
  await chrome.kill();
}
