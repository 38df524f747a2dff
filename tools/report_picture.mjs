// Takes the picture of a report that the README shows: node tools/report_picture.mjs WORKSPACE/report.html docs/images/report.png
// The first sheet at 1,120 points, light.
import path from 'node:path';
import { launch, openFile } from '../tests/e2e/browser.mjs';

const [, , report, picture] = process.argv;
const browser = await launch();
const { page } = await openFile(browser, path.resolve(report), { viewport: { width: 1120, height: 900 }, colorScheme: 'light' });
await (await page.$('.sheet')).screenshot({ path: picture });
await browser.close();
