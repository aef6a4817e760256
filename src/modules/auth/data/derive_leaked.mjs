// Makes leaked.bin out of a list of passwords, one a line: node derive_leaked.mjs 10_million_password_list_top_1M.txt
// See PROVENANCE.md.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const SHORTEST = 10;
const BYTES = 6;
const lines = readFileSync(process.argv[2], 'latin1').split(/\r?\n/);
// Printable ASCII only, as the program folds it: in lower case.
const words = new Set(lines.filter((line) => /^[ -~]+$/.test(line) && line.length >= SHORTEST).map((line) => line.toLowerCase()));
const hashes = [...words].map((word) => createHash('sha256').update(word).digest().subarray(0, BYTES));
hashes.sort(Buffer.compare);
const distinct = hashes.filter((hash, place) => place === 0 || hash.compare(hashes[place - 1]) !== 0);
writeFileSync(new URL('leaked.bin', import.meta.url), Buffer.concat(distinct));
console.log(`${distinct.length} passwords`);
