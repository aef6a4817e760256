// Makes names.tsv, what regions are called in Turkish and English, out of the CLDR that comes with Node: node derive_names.mjs
// See PROVENANCE.md.
import { writeFileSync } from 'node:fs';

const [tr, en] = ['tr', 'en'].map((lang) => new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }));
// Groups of countries, test data and nowhere.
const NO_PLACES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((first) => letters.map((second) => first + second));
// Codes of states that are no more lead to another one.
const present = codes.filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` && !NO_PLACES.includes(code));
const rows = present.filter((code) => tr.of(code) && en.of(code)).map((code) => `${code}\t${tr.of(code)}\t${en.of(code)}\n`);
writeFileSync(new URL('names.tsv', import.meta.url), rows.join(''));
console.log(`${rows.length} regions, CLDR ${process.versions.cldr}`);
