// Takes the picture of a report that the README shows: node tools/report_picture.mjs WORKSPACE/report.html docs/images/report.png
// The first page at 1,120 points, light, as far down as the legend of the plot of all sources.
import path from 'node:path';
import { launch, openFile } from '../tests/e2e/browser.mjs';

const [, , report, picture] = process.argv;
const browser = await launch();
const { page } = await openFile(browser, path.resolve(report), { viewport: { width: 1120, height: 900 }, colorScheme: 'light' });
const bottom = await page.$eval('.legend', (legend) => legend.getBoundingClientRect().bottom);
await page.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, width: 1120, height: Math.ceil(bottom) + 16 } });
await browser.close();
