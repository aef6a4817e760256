// A provider that does as the tests tell it. The code that a test hands in is the order: base64url of
// {claims, header, key}, where key is good, other, none, secret or public. Below /yalanci it says to be somebody else; /issued
// lists what it has handed out. Prints its issuer when it listens.
import { createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

// Whoever started this may stop listening to what it says.
process.stdout.on('error', () => {});
const SECRET = 'usta-gizli-anahtar-en-az-otuz-iki-harf';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [good, other, later] = [pair(), pair(), pair()];
const keys = [{ ...good.publicKey.export({ format: 'jwk' }), kid: 'bir', use: 'sig', alg: 'RS256' }];
const used = new Set();
const issued = [];
const pack = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function sign(text, key) {
  const rsa = (signer) => createSign('RSA-SHA256').update(text).sign(signer.privateKey, 'base64url');
  const mac = (secret) => createHmac('sha256', secret).update(text).digest('base64url');
  const ways = {
    good: () => rsa(good),
    later: () => rsa(later),
    other: () => rsa(other),
    none: () => '',
    secret: () => mac(SECRET),
    public: () => mac(good.publicKey.export({ type: 'spki', format: 'pem' })),
  };
  return ways[key]();
}

const server = createServer(async (request, response) => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const json = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const path = new URL(request.url, issuer).pathname;
  if (path.endsWith('/.well-known/openid-configuration')) {
    return json(200, {
      issuer: path.startsWith('/yalanci/') ? 'https://kimlik.test' : issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // Even a provider that says so does not make us take them.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
    });
  }
  if (path === '/jwks') return json(200, { keys });
  if (path === '/issued') return json(200, issued);
  if (path === '/rotate') {
    keys.splice(0, 1, { ...later.publicKey.export({ format: 'jwk' }), kid: 'iki', use: 'sig', alg: 'RS256' });
    return json(200, {});
  }
  if (path !== '/token') return json(404, {});
  let body = '';
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const code = form.get('code');
  // A code works once, and only with the verifier of its challenge at hand.
  if (used.has(code) || !form.get('code_verifier')) return json(400, { error: 'invalid_grant' });
  used.add(code);
  const order = JSON.parse(Buffer.from(code, 'base64url'));
  const text = `${pack({ alg: 'RS256', kid: 'bir', ...order.header })}.${pack({ iss: issuer, aud: 'usta', ...order.claims })}`;
  const fresh = (name) => `${name}-${randomBytes(12).toString('hex')}`;
  const tokens = {
    access_token: fresh('erisim'),
    refresh_token: fresh('yenileme'),
    id_token: `${text}.${sign(text, order.key ?? 'good')}`,
  };
  issued.push(...Object.values(tokens));
  return json(200, { ...tokens, token_type: 'Bearer' });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
