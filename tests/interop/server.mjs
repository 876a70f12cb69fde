// The independent provider: the npm package oidc-provider with its own sign-in pages and its own checks.
//
// Reads one line of JSON from standard input: { port, issuer, clients }. The port is 0 for any free one; clients are
// metadata as in dynamic registration (OpenID Connect Dynamic Client Registration section 2), with the public key of a
// client that signs assertions as `public_key`, in PEM. Prints one line of JSON, { port }, when it listens on loopback.
// Makes new signing keys at each start. Ends when its standard input does, so that it never outlives who started it.

import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

// `null` stands for a name that the provider knows to be absent.
const accounts = {
  alice: {
    name: 'Alice Liddell', given_name: 'Alice', updated_at: 1700000000, email: 'alice@example.com', email_verified: true,
  },
  meili: {
    name: '梅丽 “Mei” O’Néill', given_name: null, updated_at: 1800000000, email: 'mei+li@example.com', email_verified: false,
  },
  '12345678901234567890': {
    name: 'Digits', given_name: '', updated_at: 0, email: 'digits@example.com', email_verified: true,
  },
};

function signingKeys() {
  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
  ];
  // Without `alg` the RSA key serves RS256 and PS256.
  return pairs.map(({ privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), use: 'sig' }));
}

function registered({ public_key: pem, ...client }) {
  return pem ? { ...client, jwks: { keys: [createPublicKey(pem).export({ format: 'jwk' })] } } : client;
}

function findAccount(ctx, id) {
  if (!Object.hasOwn(accounts, id)) return undefined;
  return { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) };
}

function configuration(clients) {
  return {
    clients,
    findAccount,
    jwks: { keys: signingKeys() },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'updated_at'],
      email: ['email', 'email_verified'],
    },
    // As Google and Microsoft do: the id_token holds the claims of the scopes, also when there is an access token.
    conformIdTokenClaims: false,
    responseTypes: ['code', 'id_token'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'RS512'],
      idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'],
    },
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    ttl: {
      AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 120, Interaction: 600, RefreshToken: 3600, Session: 3600,
    },
  };
}

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
const [line] = await once(lines, 'line');
const { port, issuer, clients } = JSON.parse(line);

const provider = new Provider(issuer, configuration(clients.map(registered)));
// A client is checked when it is first found: better now than in the middle of a sign-in.
await Promise.all(clients.map(({ client_id: id }) => provider.Client.find(id)));
provider.on('server_error', (ctx, error) => console.error(ctx.method, ctx.path, error));
for (const event of ['authorization.error', 'grant.error', 'userinfo.error', 'revocation.error']) {
  provider.on(event, (ctx, error) => console.error(event, error.message, error.error_description, error.error_detail));
}
const server = provider.listen(port, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ port: server.address().port }));
