// Makes countries.bin out of the two CSV files of the npm package @ip-location-db/asn-country:
//   node derive.mjs asn-country-ipv4.csv asn-country-ipv6.csv countries.bin
// Form: three counts (u32), the country codes (two letters each), the first address of every IPv4 range (u32) and the place of
// its country among the codes (u8), then the same for IPv6 by the upper half of the address (u64). Numbers are big-endian.
import { readFileSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';

const [ipv4, ipv6, out] = process.argv.slice(2);

function number(address) {
  if (!isIPv6(address)) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head, tail = ''] = address.split('::');
  const words = (text) => text.split(':').filter(Boolean);
  const missing = 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array(address.includes('::') ? missing : 0).fill('0'), ...words(tail)];
  return all.reduce((sum, word) => sum * 65536n + BigInt(`0x${word}`), 0n);
}

/** Starts of ranges with their country; a gap of at least `gap` addresses belongs to nobody (`ZZ`). */
function starts(file, gap, shift) {
  const rows = readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));
  const ranges = rows.map(([from, to, country]) => [number(from), number(to), country.trim()]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const found = [];
  const add = (at, country) => {
    const start = at >> shift;
    if (found.at(-1)?.[1] === country) return;
    if (found.at(-1)?.[0] === start) found.pop();
    if (found.at(-1)?.[1] !== country) found.push([start, country]);
  };
  let end = -1n;
  for (const [from, to, country] of ranges) {
    if (from - end > gap) add(end + 1n, 'ZZ');
    add(from, country);
    end = to;
  }
  add(end + 1n, 'ZZ');
  return found;
}

const four = starts(ipv4, 1n << 16n, 0n);
const six = starts(ipv6, 1n << 104n, 64n);
const codes = [...new Set([...four, ...six].map(([, country]) => country))].sort();
if (codes.length > 256 || codes.some((code) => !/^[A-Z]{2}$/.test(code))) throw new Error('unexpected country code');
const place = new Map(codes.map((code, index) => [code, index]));
const u32 = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(Number(value)); return bytes; };
const u64 = (value) => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64BE(value); return bytes; };
const countries = (found) => Buffer.from(found.map(([, country]) => place.get(country)));
writeFileSync(out, Buffer.concat([
  u32(codes.length), u32(four.length), u32(six.length), Buffer.from(codes.join('')),
  ...four.map(([start]) => u32(start)), countries(four), ...six.map(([start]) => u64(start)), countries(six),
]));
