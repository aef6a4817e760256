// A real OpenID Connect provider for the tests: oidc-provider on a free port of this machine. Prints its issuer when it listens.
// Whoever arrives says who they are (`?kim=ayse`); there are no passwords. Addresses of people called `supheli…` are unverified; people
// called `eski…` have proved themselves here an hour ago.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirect = 'http://127.0.0.1:3000/giris/saglayici/kimlik', port = '0'] = process.argv.slice(2);
// Whoever started this may stop listening to what it says.
process.stdout.on('error', () => {});
const AN_HOUR = 3600;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: 'bir', use: 'sig', alg: 'RS256' };

let serve = (_, response) => response.writeHead(503).end();
const server = createServer((request, response) => serve(request, response));
server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'usta',
      client_secret: 'usta-gizli-anahtar-en-az-otuz-iki-harf',
      redirect_uris: [redirect],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    jwks: { keys: [key] },
    cookies: { keys: ['yalnizca-deneme'] },
    pkce: { methods: ['S256'], required: () => true },
    scopes: ['openid', 'email', 'profile'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/kim/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@ornek.test`, email_verified: !id.startsWith('supheli'), name: 'Kimlik Sahibi' }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  serve = async (request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith('/kim/')) return answer(request, response);
    const accountId = url.searchParams.get('kim');
    const ts = accountId?.startsWith('eski') ? Math.floor(Date.now() / 1000) - AN_HOUR : undefined;
    if (accountId) return provider.interactionFinished(request, response, { login: { accountId, ts } });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<form><label>Kim <input name="kim"></label><button>Giriş</button></form>');
  };
  console.log(issuer);
});
