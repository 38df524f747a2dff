// What every page of the app must hold at any width, in both languages and themes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Elements of which something is cut off without a way to it. Runs in the page. */
function cutOff() {
  const bad = [];
  const wide = document.documentElement.clientWidth;
  const scrolls = (style) => /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
  const isScrolled = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(getComputedStyle(at))) return true;
    return false;
  };
  if (document.documentElement.scrollWidth > wide) bad.push(`the page is ${document.documentElement.scrollWidth} wide in ${wide}`);
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility === 'hidden' || element.closest('.sr, [role="tooltip"], [hidden]')) continue;
    const name = `${element.tagName}.${element.getAttribute('class')} "${element.textContent.trim().slice(0, 40)}"`;
    if ((box.right > wide + 1 || box.left < -1) && !isScrolled(element)) bad.push(`${name} lies at ${box.left} to ${box.right} of ${wide}`);
    const canTell = style.textOverflow === 'ellipsis' || scrolls(style);
    if (!canTell && !element.closest('svg') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && style.display !== 'inline') {
      const inner = [...element.querySelectorAll('*')].some((child) => getComputedStyle(child).textOverflow === 'ellipsis');
      if (style.overflowX !== 'visible' || !inner) bad.push(`${name} is ${element.scrollWidth} wide in ${element.clientWidth}`);
    }
  }
  return bad;
}

export async function nothingIsCutOff(page, where) {
  assert.deepEqual(await page.evaluate(cutOff), [], `${where}: cut off`);
}

/** axe finds nothing serious or critical. */
export async function axeFindsNothing(page, where) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`));
  assert.deepEqual(found, [], `${where}: axe`);
}

/** The browser had nothing to complain of since it was last asked. */
export function nothingSpoke(complaints, where) {
  assert.deepEqual(complaints, [], `${where}: complaints`);
  complaints.length = 0;
}
