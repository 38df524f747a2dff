// Makes the demo company on which the app is tried: node app_demo.mjs PROGRAM FOLDER
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const [, , program, folder] = process.argv;
fs.rmSync(folder, { recursive: true, force: true });
execFileSync(program, ['demo', folder, '--scale', '0.05'], { stdio: 'inherit', env: { ...process.env, LC_ALL: 'C' } });
