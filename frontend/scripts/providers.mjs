// For tests: two OpenID providers that others wrote, on this machine, with keys, clients, cookies and people of their
// own. It prints their issuers as one line of JSON when they are ready, and ends when its standard input does, so that
// it never outlives whoever started it. A client registers itself (RFC 7591) and changes its redirect addresses (RFC 7592).
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

// The same people at both, whose addresses are the same too and are vouched for in every way that a provider may.
const people = {
  'says-true': { name: 'Grace True', email: 'grace@nhs.example', email_verified: true },
  'says-false': { name: 'Grace False', email: 'grace@nhs.example', email_verified: false },
  'says-nothing': { name: 'Grace Nothing', email: 'grace@nhs.example' },
  'says-text': { name: 'Grace Text', email: 'grace@nhs.example', email_verified: 'true' },
};

const keys = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

/** Starts a provider that signs with one algorithm, and gives its issuer. */
async function start(name, algorithm) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const key = keys[algorithm]().privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...key, kid: name, use: 'sig', alg: algorithm }] },
    // Cookies do not know of ports: with the same names, each provider would take the other's away.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` },
    },
    clientDefaults: { id_token_signed_response_alg: algorithm },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    features: { registration: { enabled: true }, registrationManagement: { enabled: true } },
  });
  server.on('request', provider.callback());
  return issuer;
}

const issuers = await Promise.all([start('one', 'RS256'), start('two', 'ES256')]);
process.stdin.resume().once('close', () => process.exit(0));
console.log(JSON.stringify(issuers));
