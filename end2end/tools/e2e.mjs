// Starts the server on a free port with the database in DATABASE_URL and an identity provider beside it, runs Playwright against
// it, stops both. Arguments go to Playwright. The tests get BASE_URL, OIDC_ISSUER, and CHROMIUM (empty: Playwright's own browser).
// A server that doesn't start or doesn't stop cleanly fails the run.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

const target = process.env.TARGET ?? 'target';
const output = join(target, 'make');
const START_SECONDS = 180;
const STOP_SECONDS = 10;

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const ended = (server) => server.exitCode !== null || server.signalCode !== null;

/** True when the server answers that it is ready, false when it ended or took too long. */
async function ready(url, server) {
  for (let waited = 0; waited < START_SECONDS * 10 && !ended(server); waited += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return true;
    await pause(100);
  }
  return false;
}

async function stop(server) {
  if (ended(server)) return false;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_SECONDS * 1000);
  const [code] = await gone;
  clearTimeout(timer);
  return code === 0;
}

/** A real OpenID Connect provider that sends its answers to `site`; its process, and the address that it prints. */
async function provider(site) {
  const peer = spawn(process.execPath, ['end2end/peers/oidc.mjs', `${site}/giris/saglayici/kimlik`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(peer.stdout, 'data');
  return { peer, issuer: String(line).trim() };
}

mkdirSync(output, { recursive: true });
const address = `127.0.0.1:${await freePort()}`;
const url = `http://${address}`;
const { peer, issuer } = await provider(url);
const logFile = join(output, 'e2e-server.log');
const log = createWriteStream(logFile);
await once(log, 'open');
const server = spawn(join(target, 'debug', 'sanaiyiusta'), [], {
  stdio: ['ignore', log, log],
  env: {
    ...process.env,
    LISTEN_ADDR: address,
    BASE_URL: url,
    SITE_ROOT: join(target, 'site'),
    OIDC_PROVIDERS: 'kimlik',
    OIDC_KIMLIK_ISSUER: issuer,
    OIDC_KIMLIK_CLIENT_ID: 'usta',
    OIDC_KIMLIK_CLIENT_SECRET: 'usta-gizli-anahtar-en-az-otuz-iki-harf',
    OIDC_KIMLIK_LABEL: 'Kimlik',
    // Hundreds of journeys come from one address; the limits themselves are tested elsewhere.
    RATE_LIMIT_FACTOR: process.env.RATE_LIMIT_FACTOR ?? '1000',
  },
});

let code = 1;
if (await ready(url, server)) {
  const reporters = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? ['--reporter=list,json'] : [];
  const playwright = spawn('playwright', ['test', '--config', 'end2end', ...reporters, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BASE_URL: url, OIDC_ISSUER: issuer },
  });
  [code] = await once(playwright, 'exit');
} else {
  const why = ended(server) ? 'ended before it was ready' : `was not ready within ${START_SECONDS} s`;
  console.error(`The server ${why}; its log is ${logFile}`);
}
peer.kill();
if (!(await stop(server))) {
  console.error(`The server did not end cleanly; its log is ${logFile}`);
  code = code || 1;
}
process.exitCode = code ?? 1;
