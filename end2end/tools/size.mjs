// What a public page loads to become interactive, in brotli: the module and its wasm. Fails over the budget.
// Usage: size.mjs target/site
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const BUDGET_KB = 120;
const site = process.argv[2] ?? 'target/site';

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const compressed = (file) => {
  const ready = statSync(`${file}.br`, { throwIfNoEntry: false });
  return ready ? ready.size : brotliCompressSync(readFileSync(file)).length;
};
const kb = (bytes) => (bytes / 1024).toFixed(1).padStart(8);

let code = 0;
for (const file of files(join(site, 'pkg')).filter((name) => /\.(js|wasm|css)$/.test(name)).sort()) {
  const size = compressed(file);
  if (!file.endsWith('.css')) code += size;
  console.log(`${kb(size)} KB  ${file.slice(site.length + 1)}  (${(statSync(file).size / 1024).toFixed(0)} KB raw)`);
}
console.log(`${kb(code)} KB  wasm + js in brotli; the budget is ${BUDGET_KB} KB`);
if (code === 0) {
  console.log('There is no wasm and no js: the browser part was not built.');
  process.exitCode = 1;
} else if (code > BUDGET_KB * 1024) {
  console.log('Over the budget.');
  process.exitCode = 1;
}
